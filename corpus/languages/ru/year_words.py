"""Words that tell a year from a number of something in Russian."""

from __future__ import annotations

from corpus.languages.year_words import YearWords

YEAR_WORDS = YearWords(
    said=r"год(?:а|у|ом|ы|ов|ах|ами|ам|е)?\b|гг?\b\.?",
    endings=r"(?:й|го|м|му|ом|ого)\b(?: год\w{0,3})?",
    cue=r"в|во|с|со|до|к|после|за|от|и|между|начал\w|конц\w",
    dated=r"\b(?:во?|со?|к|до|после|по|между|от|и|или|за весь|(?:начал|конц|середин)\w{1,2}|течение) $",
    count_before=r"номер\w?|рейс\w?|резолюци\w{1,2}|стать[яией]|около|более|менее|почти",
    count_behind=r"до н|метр\w*|км|кг|тонн\w*|гектар\w*|человек\w*|люд\w+|руб\w*|доллар\w*|евро|сомон\w*|процент\w*|раз"
    r"|штук\w*|солдат\w*|лет|дней|часов|мест|квартир\w*|тысяч\w*|миллион\w*",
)
