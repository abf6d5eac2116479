"""How names in Latin letters sound."""

from __future__ import annotations

from corpus.languages.name_sounds import NameSounds
from corpus.languages.words import table

NAME_SOUNDS = NameSounds(
    sequences=table("""
        dzh=s shch=s tch=s sch=s tsch=s kh=k gh=k sh=s ch=s zh=s ts=s th=t ph=f ck=k eau= x=ks dj=s ce=s ci=s cy=s qu=k
    """),
    letters=table("g=k q=k c=k h=k d=t b=p v=f w=f z=s j=s y=i '="),
)
