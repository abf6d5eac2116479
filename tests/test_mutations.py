"""The deliberate defects of `tests/mutations.py`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.mutations import DEFECTS, REPOSITORY, Defect, StaleDefectError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_each_defect_fits_the_code(defect: Defect, tmp_path: Path) -> None:
    """It changes the file that it names, and the test that is to catch it is there."""
    (tmp_path / defect.path).parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / defect.path, tmp_path / defect.path)
    defect.put_into(tmp_path)
    assert (tmp_path / defect.path).read_bytes() != (REPOSITORY / defect.path).read_bytes()
    file, _, name = defect.test.partition("::")
    assert f"def {name}(" in (REPOSITORY / file).read_text(encoding="utf-8")


def test_a_defect_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    """Neither one whose text is gone nor one whose text stands there twice is passed over."""
    defect = Defect(name="d", path="file.py", sound="once\n", broken="", test="t")
    for text in ("", "once\nonce\n"):
        (tmp_path / "file.py").write_text(text)
        with pytest.raises(StaleDefectError, match=r"file\.py"):
            defect.put_into(tmp_path)
