"""English words that news uses for one thing."""

from __future__ import annotations

from corpus.languages.words import groups

SYNONYMS = groups("""
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
""")
