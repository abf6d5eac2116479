BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE answer_messages (
	chat INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	exchange INTEGER NOT NULL, 
	PRIMARY KEY (chat, message)
);
INSERT INTO "answer_messages" VALUES(77,21,1);
CREATE TABLE conversations (
	chat INTEGER NOT NULL, 
	topic INTEGER NOT NULL, 
	since FLOAT NOT NULL, 
	PRIMARY KEY (chat, topic)
);
INSERT INTO "conversations" VALUES(78,0,1795780800.0);
CREATE TABLE exchanges (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person INTEGER NOT NULL, 
	chat INTEGER NOT NULL, 
	topic INTEGER NOT NULL, 
	asked FLOAT NOT NULL, 
	seconds FLOAT NOT NULL, 
	question TEXT NOT NULL, 
	searched_for TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	answered_by TEXT NOT NULL, 
	language TEXT NOT NULL, 
	citations TEXT NOT NULL
);
INSERT INTO "exchanges" VALUES(1,77,77,0,1795780800.0,1.5,'Which tunnel?','Which tunnel?','It was the Istiqlol Tunnel. [1]','answered','extract','en','[{"number": 1, "quote": "The Istiqlol Tunnel was named as a positive example.", "title": "Neighbours meet", "url": "https://news.example/neighbours", "published": "2021-03-31T00:00:00+00:00", "source": "Example Agency", "article_id": "neighbours", "start": 0, "end": 51}]');
INSERT INTO "exchanges" VALUES(2,77,77,0,1795780800.0,0.5,'Why?','Why the tunnel?','The articles do not say.','refused','extract','en','[{"number": 1, "quote": "The Istiqlol Tunnel was named as a positive example.", "title": "Neighbours meet", "url": "https://news.example/neighbours", "published": "2021-03-31T00:00:00+00:00", "source": "Example Agency", "article_id": "neighbours", "start": 0, "end": 51}]');
CREATE TABLE feedback (
	exchange INTEGER NOT NULL, 
	person INTEGER NOT NULL, 
	verdict INTEGER NOT NULL, 
	given FLOAT NOT NULL, 
	PRIMARY KEY (exchange, person)
);
INSERT INTO "feedback" VALUES(1,77,1,1795780800.0);
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	update_id INTEGER NOT NULL, 
	person INTEGER NOT NULL, 
	chat INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	payload TEXT, 
	received FLOAT NOT NULL, 
	ready FLOAT NOT NULL, 
	state TEXT NOT NULL, 
	taken_by TEXT, 
	attempts INTEGER NOT NULL, 
	noticed BOOLEAN NOT NULL, 
	stop BOOLEAN NOT NULL, 
	parts TEXT, 
	begun INTEGER NOT NULL, 
	UNIQUE (update_id)
);
INSERT INTO "inbox" VALUES(1,1,77,77,11,'{"update_id": 1, "message": {"message_id": 11, "date": 1795780000, "chat": {"id": 77, "type": "private"}, "from": {"id": 77, "is_bot": false, "first_name": "Reader", "language_code": "en"}, "text": "Which tunnel?"}}',1795780800.0,0.0,'taken','gone',1,0,0,'{"letters": [["<b>one</b>", "one"], ["two", "two"]], "keyboard": {"inline_keyboard": [[{"callback_data": "retry:1", "text": "Try again"}]]}, "exchange": 1, "outcome": "answered"}',1);
INSERT INTO "inbox" VALUES(2,2,78,78,12,NULL,1795780800.0,0.0,'done','gone',1,0,0,NULL,0);
INSERT INTO "inbox" VALUES(3,3,79,79,13,'{"update_id": 3, "message": {"message_id": 13, "date": 1795780000, "chat": {"id": 79, "type": "private"}, "from": {"id": 79, "is_bot": false, "first_name": "Reader", "language_code": "en"}, "text": "Why?"}}',1795780800.0,0.0,'waiting',NULL,0,0,0,NULL,0);
CREATE TABLE snapshots (
	name TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "snapshots" VALUES('articles',X'7365656E');
CREATE TABLE spending (
	person INTEGER NOT NULL, 
	day TEXT NOT NULL, 
	answers INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (person, day)
);
CREATE TABLE tellings (
	id INTEGER NOT NULL, 
	watch INTEGER NOT NULL, 
	found FLOAT NOT NULL, 
	signature BLOB NOT NULL, 
	citation TEXT, 
	told FLOAT, 
	PRIMARY KEY (id)
);
INSERT INTO "tellings" VALUES(1,1,1795780800.0,X'6F6E65','[{"number": 1, "quote": "The Istiqlol Tunnel was named as a positive example.", "title": "Neighbours meet", "url": "https://news.example/neighbours", "published": "2021-03-31T00:00:00+00:00", "source": "Example Agency", "article_id": "neighbours", "start": 0, "end": 51}]',1795780800.0);
INSERT INTO "tellings" VALUES(2,1,1795780800.0,X'74776F','[{"number": 1, "quote": "The Istiqlol Tunnel was named as a positive example.", "title": "Neighbours meet", "url": "https://news.example/neighbours", "published": "2021-03-31T00:00:00+00:00", "source": "Example Agency", "article_id": "neighbours", "start": 0, "end": 51}]',NULL);
CREATE TABLE watches (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person INTEGER NOT NULL, 
	chat INTEGER NOT NULL, 
	topic INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	language TEXT NOT NULL, 
	created FLOAT NOT NULL, 
	UNIQUE (person, chat, topic, text)
);
INSERT INTO "watches" VALUES(1,77,-100,9,'Rogun','ru',1795780800.0);
CREATE INDEX answer_messages_by_exchange ON answer_messages (exchange);
CREATE INDEX exchanges_by_chat ON exchanges (chat, topic, id);
CREATE INDEX exchanges_by_person ON exchanges (person);
CREATE INDEX feedback_by_person ON feedback (person);
CREATE INDEX inbox_by_state ON inbox (state, person);
CREATE INDEX tellings_by_watch ON tellings (watch, told);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('inbox',3);
INSERT INTO "sqlite_sequence" VALUES('exchanges',2);
INSERT INTO "sqlite_sequence" VALUES('watches',1);
COMMIT;
