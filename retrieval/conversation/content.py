"""The words of a text that say what it is about."""

from __future__ import annotations

from retrieval.text.analysis import stop_words, term, words

# Content of no conversation in particular.
_GENERIC = frozenset(
    map(
        term,
        """
        exactly more tell please explain details detail detailed mean means meant else also too again continue go ahead
        happened happen happens next further information info example examples say know think give show elaborate
        specifically really still just actually first last long old far big high many often want like need ask
        people person persons man men woman women
        question answer apology apologies thanks thank ok okay yes no good great see wow way reason reasons
        подробнее подробно расскажи расскажите ещё еще точно именно дальше потом пожалуйста поясни поясните объясни
        например почему-то произошло случилось случится было будет можно нужно спасибо да нет хорошо понятно причина
        лет раз скажи скажите человек люди людей
        бештар муфассал лутфан гӯед бигӯед шуд буд мешавад рӯй дод боз ҳам низ мисол раҳмат ҳа не хуб сабаб гуфт
        нафар кас одам одамон
        """.split(),
    )
)


def content(text: str) -> list[str]:
    """The terms of a text that say what it is about, without those that any question may hold."""
    found = (term(word) for word in words(text) if word.casefold() not in stop_words())
    return [one for one in dict.fromkeys(found) if one not in _GENERIC]
