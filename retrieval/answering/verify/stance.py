"""Whether a claim says yes, no or perhaps where its evidence does, and leaves an opinion to whoever holds it."""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.text.analysis import fold, stop_words, term
from retrieval.text.same_name import same_name

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_REACH = 3  # content words behind a negation or a hedge that it speaks of

_NOT = re.compile(
    r"(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t|"
    r"не|нет|ни|никогда|никто|никакой|никаких|ничего|без|нельзя|нест|ҳеҷ)$"
)
# Tajik puts the negation into the verb; these words tell Tajik from Russian.
_TAJIK_WORDS = frozenset("дар ба аз ки ва барои аст шуд кард ду чор ин гуфт".split())
_TAJIK_NOT = re.compile(r"на(\w{4,})$")
_PERHAPS = re.compile(
    r"(?:may|might|could|possibly|probably|perhaps|reportedly|allegedly|alleged|supposedly|presumably|apparently|likely|"
    r"unconfirmed|purported\w*|возможно|вероятно|может|могут|мог|могла|могли|можно|якобы|предположительно|наверное|видимо|"
    r"похоже|шояд|эҳтимол\w*|мумкин|метавон\w+)$"
)
_FUTURE = re.compile(
    r"(?:will|shall|would|promis\w+|plans?|planned|planning|intends?|intended|expected|expects?|aims?|hopes?|due|going|"
    r"scheduled|должн\w{1,2}|намерен\w?|планиру\w+|обеща\w+|будет|будут|нақша|ваъда|хоҳад|хоҳанд)$"
)
# Opinions and accusations belong to whoever holds them.
_OPINION = re.compile(
    r"(?:alleg\w+|accus\w+|claim(?:s|ed|ing)?|den(?:y|ies|ied|ying)|call(?:s|ed)|describ\w+|warn\w*|believ\w+|think|thinks|"
    r"thought|suspect\w*|complain\w*|insist\w*|argu\w+|suggest\w*|reject\w*|"
    r"обвин\w+|утвержда\w+|отрица\w+|опроверг\w+|назва\w+|считает|считают|предупре\w+|пожалова\w+|полага\w+|"
    r"шикоят\w*|айбдор\w*|огоҳ\w*|рад)$"
)
_SAID = re.compile(
    r"(?:said|says?|saying|told|tells?|report(?:s|ed)?|announc\w+|stated|according|add(?:s|ed)|not(?:es|ed)|"
    r"stress\w+|explain\w+|found|сообщ\w+|сказа\w+|рассказа\w+|заяви\w+|отмети\w+|подчеркну\w+|словам|согласно|"
    r"данным|мнению|гуфт\w*|гуфта\w*|хабар|иброз|таъкид|ёдовар)$"
)

_OPPOSITES = (
    (
        r"doubl\w+|tripl\w+|удво\w+|вдвое|втрое|rise|rose|risen|rising|rises|gr[eo]w\w*|growth|increas\w+|climb\w*|rais\w+|jump\w*|soar\w*|strengthen\w*|"
        r"higher|advanc\w+|up|выр[оа]с\w*|увелич\w+|подорож\w+|повы[сш]\w+|укреп\w+|зиёд\w*|афзоиш|"
        r"афзуд\w*",
        r"f[ae]ll|fell|fallen|falls|falling|drop\w*|declin\w+|decreas\w+|cut|cuts|shr[aiu]nk\w*|slow\w*|"
        r"weaken\w*|lower\w*|retreat\w*|down|reduc\w+|упа[лд]\w*|пада\w+|сни[зж]\w+|сократ\w+|подешев\w+|"
        r"уменьш\w+|ослаб\w+|кам|коҳиш",
    ),
    (r"gain(?:s|ed|ing)?", r"los(?:e|es|ing|t)|loss"),
    (r"more|larger|больше", r"less|fewer|smaller|меньше"),
    (
        r"convict\w*|guilty|jailed|приговор\w*|осужд\w+|осуд\w+",
        r"acquit\w*|clear(?:ed|s)|innocent|оправда\w+|невинов\w+",
    ),
    (
        r"den(?:y|ied|ies|ying)|reject\w*|refut\w+|отрица\w+|опроверг\w+|отверг\w+",
        r"confirm\w*|admit\w*|accept\w*|acknowledg\w+|подтверд\w+|призна[лн]\w*|рад",
    ),
    (r"for|за", r"against|против"),
    (
        r"open(?:s|ed|ing)?|reopen\w*|открыл\w*|открыт\w*|открыва\w+|ифтитоҳ",
        r"clos(?:e|es|ed|ing)|shut|закрыл\w*|закрыт\w*|закрыва\w+",
    ),
    (r"won|wins?|winning|beat|beats|выиграл\w*|победил\w*", r"lost|loses?|losing|проиграл\w*"),
    (r"eastern|east|восточн\w+|шарқ\w*", r"western|west|западн\w+|ғарб\w*"),
    (r"northern|north|северн\w+|шимол\w*", r"southern|south|южн\w+|ҷануб\w*"),
    (r"began|begins?|start(?:s|ed)?|начал\w*|начн\w+", r"ended|ends|finish\w*|закончил\w*|завершил\w*"),
    (r"first|перв\w+", r"last|последн\w+"),
    (r"before|до|пеш", r"after|после|баъд"),
    (r"agree[ds]?|agreement|согласил\w*", r"refus\w+|disagree\w*|отказал\w*"),
    (r"alive|survived|выжил\w*", r"died|dead|killed|погиб\w*|умер\w*"),
    (r"accept\w*|принял\w*|support\w*|поддержал\w*", r"oppos\w+|выступил\w* против"),
)
_RIVALS = tuple((re.compile(rf"(?:{a})$"), re.compile(rf"(?:{b})$")) for a, b in _OPPOSITES)


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[str, ...]:
    # May the month is no "may"; a word with a capital is never a Tajik negation.
    return tuple(fold(w) for w in _WORD.findall(text) if w != "May")


def agrees(claim: str, quoted: str, context: str, *, same_language: bool) -> bool:
    """Whether a claim has the negations, hedges and attributions of its evidence.

    Args:
        claim: The sentence.
        quoted: The words it cites.
        context: The sentences these stand in.
        same_language: Whether the words of both can be compared as they stand.
    """
    said, there, cited = _words(claim), _words(context), _words(quoted)
    if same_language and (_negated_otherwise(said, there) or _opposite(said, there)):
        return False
    if not same_language and any(map(_negates, cited)) != any(map(_negates, said)):
        return False
    if _surer(said, there, cited, same_language=same_language):
        return False
    return not _unattributed(claim, said, cited, quoted)


def _negates(word: str) -> bool:
    return _NOT.match(word) is not None


def _scope(words: tuple[str, ...], at: int, reach: int = _REACH) -> list[str]:
    """The content words behind a word, as terms."""
    behind = [w for w in words[at + 1 :] if w not in stop_words() and not _negates(w)]
    return [term(w) for w in behind[:reach]]


def _negated(words: tuple[str, ...]) -> list[list[str]]:
    """For each negation the terms it speaks of."""
    found = [_scope(words, at) for at, word in enumerate(words) if _negates(word)]
    if not set(words) & _TAJIK_WORDS and not any(re.search("[ғӣқӯҳҷ]", w) for w in words):
        return found
    return found + [[m[1]] for word in words if (m := _TAJIK_NOT.match(word))]


def _negated_otherwise(said: tuple[str, ...], there: tuple[str, ...]) -> bool:
    mine, theirs = _negated(said), _negated(there)
    my_terms, their_terms = {term(w) for w in said} | set(said), {term(w) for w in there} | set(there)
    if not mine:
        return any(set(scope[:2]) & my_terms for scope in theirs)
    if not theirs:
        # A word may begin with "на-" and be no negation: it counts where the text has the verb without it.
        return any(_negates(w) for w in said) or any(s[0] in their_terms for s in mine if len(s) == 1)
    sure = [scope for scope in mine if scope and set(scope[:2]) & their_terms]
    return bool(sure) and not any(set(a) & set(b) for a in sure for b in theirs)


def _opposite(said: tuple[str, ...], there: tuple[str, ...]) -> bool:
    for one, other in _RIVALS:
        for mine, rival in ((one, other), (other, one)):
            claims = any(mine.match(w) for w in said)
            if not claims or any(mine.match(w) for w in there):
                continue
            if any(rival.match(w) for w in there) and not any(rival.match(w) for w in said):
                return True
    return False


def _surer(
    said: tuple[str, ...], there: tuple[str, ...], cited: tuple[str, ...], *, same_language: bool
) -> bool:
    """Whether a claim states what its evidence only thinks possible, or as done what is still to come."""
    hedged = any(_PERHAPS.match(w) for w in said)
    my_terms = {term(w) for w in said}
    for at, word in enumerate(there):
        if not _PERHAPS.match(word) or hedged or there[at + 1 : at + 2] == ("not",):
            continue
        if any(_SAID.match(w) or _OPINION.match(w) for w in (word,)):
            continue
        near = set(_scope(there, at, 4))
        if (near & my_terms) if same_language else (word in cited):
            return True
    if same_language and not hedged and not any(_FUTURE.match(w) for w in said) and _to_come(said, cited):
        return True
    return same_language and _done_already(said, there)


def _to_come(said: tuple[str, ...], cited: tuple[str, ...]) -> bool:
    """Whether a claim says in the past what its quote only promises or plans."""
    if any(w in ("is", "are", "to", "before") for w in said):
        return False
    for at, word in enumerate(cited):
        starts = {t[:4] for t in _scope(cited, at, 2)}
        if _FUTURE.match(word) and starts & {w[:4] for w in said}:
            return True
    return False


_PAST = re.compile(r"[а-яё]{3,}?(?:л|ла|ло|ли|лся|лась|лось|лись)$")
_COMING = re.compile(r"[а-яё]{3,}?(?:ит|ет|ёт|ят|ют|ут|ат|ится|ется|ятся|ются|утся)$")


def _done_already(said: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """A Russian verb in the past where the evidence has it in the present or future only."""
    for word in said:
        if not _PAST.match(word):
            continue
        stem = re.sub(r"(?:[аеияоу]?л(?:а|о|и)?(?:ся|ась|ось|ись)?|лся|лась|лось|лись)$", "", word)
        if len(stem) < 4:
            continue
        kin = [w for w in there if w.startswith(stem)]
        if any(_COMING.match(w) for w in kin) and not any(_PAST.match(w) for w in kin):
            return True
    return False


def _attributes(words: tuple[str, ...]) -> bool:
    return any(_SAID.match(w) or _OPINION.match(w) for w in words)


def _unattributed(claim: str, said: tuple[str, ...], cited: tuple[str, ...], quoted: str) -> bool:
    """Whether a claim states on its own account what its quote has somebody say."""
    if _attributes(said) or (re.search(r"[\"“«].+[\"”»]", claim) and _names_someone(claim)):
        return False
    spoken = [at for at, w in enumerate(cited) if _SAID.match(w) or _OPINION.match(w)]
    if not spoken or not _shares(said, cited[spoken[0] + 1 :]):
        return False
    return not (_shares(said, cited[: spoken[0]]) or _rests_on_the_end(said, quoted))


def _rests_on_the_end(said: tuple[str, ...], quoted: str) -> bool:
    """Whether a claim speaks of what is added behind the last comma of its quote: "..., chaired by X"."""
    head, _, tail = quoted.rpartition(",")
    if _words(tail)[:1] in (("that",), ("что",), ("ки",)):
        return False
    behind = {term(w) for w in _words(tail) if w not in stop_words()}
    mine = {term(w) for w in said if w not in stop_words()}
    return bool(head) and len(behind & mine) >= 0.4 * len(mine) and not _attributes(_words(tail))


def _shares(said: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether a claim speaks of a part of its quote: what is said there, or what stands before that."""
    content = {term(w) for w in part if w not in stop_words()}
    mine = {term(w) for w in said if w not in stop_words()}
    return len(content & mine) >= max(1, (len(mine) + 1) // 2)


def _names_someone(claim: str) -> bool:
    return re.search(r"[A-ZА-ЯЁ]", claim[1:]) is not None


_NAMES = r"(?:[A-ZА-ЯЁҒӢҚӮҲҶ][\w’'-]+ ?)+"
_SPEAKER = re.compile(
    rf"(?P<a>{_NAMES})(?:,[^,]{{3,60}},)? ?(?:has |had )?"
    r"(?:said|says|told|reported|announced|alleged|claimed|warned|called|denied|сообщил\w{0,2}|сказал\w?|рассказал\w?|"
    r"заявил\w?|подчеркнул\w?|назвал\w?|предупредил\w?|гуфт|хабар дод)\b"
    r"|(?:said|says|according to|warned|по словам|сообщил\w?|заявил\w?|[Бб]а гуфтаи)(?: [a-zа-яёӣқғҳҷӯ]+){0,3} "
    rf"(?P<b>{_NAMES})"
)


def speakers(claim: str) -> list[list[str]]:
    """Names, word by word, to whom a claim gives its words."""
    return [(match["a"] or match["b"]).split() for match in _SPEAKER.finditer(claim)]


_MOST_BETWEEN = 9  # words between a speaker and the verb: a title may stand there
_PLACES_BEFORE = frozenset("of from in at из в на аз дар".split())
_HE_OR_SHE = frozenset("he she they him her его ее их он она они вай ӯ онҳо".split())


def speaks(speaker: list[str], context: str) -> bool:
    """Whether one of a speaker's names, or a pronoun, stands at a word of saying in the context, no name between."""
    found = _WORD.findall(context)
    folded = [fold(w) for w in found]
    spoken = [at for at, w in enumerate(folded) if _SAID.match(w) or _OPINION.match(w)]
    for at in spoken:
        near = folded[max(0, at - 2) : at + 3]
        if _HE_OR_SHE & set(near):
            return True
    places = [at for at, w in enumerate(found) if any(same_name(w, name) for name in speaker)]
    return any(_reaches(found, place, at) for place in places for at in spoken)


def _reaches(found: list[str], place: int, at: int) -> bool:
    low, high = sorted((place, at))
    if high - low > _MOST_BETWEEN:
        return False
    between = found[low + 1 : high]
    capitals = [
        i for i, w in enumerate(between) if w[0].isupper() and not (i and between[i - 1] in _PLACES_BEFORE)
    ]
    # The rest of the name itself may stand between: a run of capitals that touches the name.
    own = range(len(capitals)) if place < at else range(len(between) - len(capitals), len(between))
    return all(i in own for i in capitals)
