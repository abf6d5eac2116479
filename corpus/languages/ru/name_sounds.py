"""How names in Russian letters sound."""

from __future__ import annotations

from corpus.languages.name_sounds import NameSounds
from corpus.languages.words import table

NAME_SOUNDS = NameSounds(
    sequences=table("'= дж=ж кс=ks"),
    letters=table("""
        б=p в=f г=k д=t ж=s з=s к=k л=l м=m н=n п=p р=r с=s т=t ф=f х=k ц=s ч=s ш=s щ=s
        а=a е=e и=i о=o у=u ы=i э=e ю=u я=a й=i ь= ъ=
    """),
)
