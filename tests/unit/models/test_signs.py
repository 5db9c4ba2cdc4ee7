"""What signs at halls and stands show."""

import pytest

from catalog.models.edition import hall_sign, stand_code


@pytest.mark.parametrize(
    ("hall", "sign"),
    [
        ("hall-3", "3"),
        ("hall-12", "12"),
        ("hall-a", "A"),
        ("hall-1-2", "1.2"),
        ("hall-8-1", "8.1"),
        ("hall-a-12", "A-12"),
        ("hall-3a", "3A"),
        ("hall-b2", "B2"),
        ("a-12", "A-12"),
        ("north-2", "2"),
        ("halle2-ost", "2"),
        ("hall-of-books", ""),
        ("west", ""),
    ],
)
def test_a_hall_has_the_sign_that_its_id_tells(hall, sign):
    assert hall_sign(hall) == sign
    assert stand_code("A1", hall) == (f"{sign} · A1" if sign else "A1")
