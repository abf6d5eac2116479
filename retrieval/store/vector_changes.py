"""What changes of articles mean for the vectors of their passages."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class VectorChanges:
    """What changes of articles mean for their vectors.

    Attributes:
        gone: Ids of passages whose vectors are of no use now.
        touched: Ids of articles put in, whose kept passages need new metadata.
    """

    gone: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
