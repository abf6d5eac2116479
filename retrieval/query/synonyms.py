"""Words that news uses for one thing: what fell also dropped.  For weighing sentences; the index knows nothing of it.

Only words that nearly always mean the same in a news sentence stand together.  Terms are stemmed as the index has
them.  Words of different languages never stand together: a passage in another language is weighed by its vector.
"""

from __future__ import annotations

from functools import cache

from retrieval.text.analysis import term

_GROUPS = """
fall fell fallen drop dropped decline decrease decreased plunge plummet slump shrink shrank shrunk tumble dip
rise rose risen increase increased grow grew grown growth climb surge jump soar
die died death dead kill killed perish
injure injured hurt wound wounded
head heads chair chairs chairman chairwoman chairperson lead leads led leader
appoint appointed name named nominate nominated
resign resigned resignation quit
win won winner winners victory defeat defeated beat
begin began begun beginning start started launch launched commence
end ended finish finished conclude concluded
build built construct constructed construction
buy bought acquire acquired acquisition purchase purchased
sell sold sale
arrest arrested detain detained detention
sign signed signing
visit visited visits trip
meet met meeting talks
arrive arrived arrival
leave left depart departed withdraw withdrew withdrawn withdrawal
say said says state stated tell told announce announced note noted declare declared
cost costs price prices
pay paid payment
attack attacked assault
vote voted voting ballot election elections elect elected
company firm corporation
car vehicle
money funds funding finance financing
big large
make made produce produced manufacture manufactured
create created found founded establish established establishment
show showed shown reveal revealed
ban banned prohibit prohibited forbid forbidden outlaw outlawed
help helped assist assisted assistance aid
amount total sum
country nation state
city town
job post position
accord agreement deal pact treaty
birth born
marry married wife husband spouse
own owned owner
упасть упал упала упало упали снизиться снизился снизилась снизилось снижение сократиться сократился сократилось падение
вырасти вырос выросла выросло выросли увеличиться увеличился увеличилась увеличилось рост повыситься повысился
погибнуть погиб погибла погибли погибших умереть умер умерла умерли смерть жертв жертвы
пострадать пострадал пострадали пострадавших ранен ранены раненых травмы
возглавлять возглавляет возглавил возглавила глава руководит руководитель председатель
назначить назначен назначена назначили
победить победил победила победа победитель выиграть выиграл выиграла
начать начал начала начали начало начался началась начались стартовал запуск запустили запущен
завершить завершил завершили завершился завершилось окончание закончить закончился
построить построили построен построена строительство возвести возведен
купить купил купила купили приобрести приобрел покупка
задержать задержан задержали арестовать арестован арестовали
подписать подписал подписали подписан подписание
посетить посетил посетила визит приехать приехал прибыл прибыть прибыла
встретиться встретился встретились встреча переговоры
сказать сказал сказала заявил заявила заявили сообщил сообщила сообщили отметил отметила рассказал
стоить стоит стоимость цена цены
запретить запрещен запрещена запретили запрет
открыть открыт открыта открыли открытие
соглашение договор договоренность
"""


@cache
def _groups() -> dict[str, frozenset[str]]:
    lines = [frozenset(map(term, line.split())) for line in _GROUPS.split("\n") if line.strip()]
    found: dict[str, frozenset[str]] = {}
    for group in lines:
        for one in group:
            found[one] = found.get(one, frozenset()) | group
    return found


def synonyms(sought: str) -> frozenset[str]:
    """The terms that say the same as a term, without the term itself."""
    return _groups().get(sought, frozenset()) - {sought}
