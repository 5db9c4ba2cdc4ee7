import pytest

from catalog.edition.checks.contacts import personal_contact
from tests.unit.edition.checks.rules import told

PERSONAL = [
    ("phone", "+86 138 0013 8000"),
    ("phone", "138-0013-8000"),
    ("phone", "13800138000"),
    ("phone", "8613800138000"),
    ("phone", "0086 13800138000"),
    ("phone", "0571-8888 0000 / 138 0013 8000"),
    ("phone", "（手机）13800138000"),
    ("whatsapp", "+86 138 0013 8000"),
    ("wechat", "13800138000"),
    ("email", "lin@qq.com"),
    ("email", "Lin@163.COM"),
    ("email", "lin@gmail.com"),
    ("email", "lin@hotmail.com"),
]
OFFICES = [
    ("phone", "+86 571 8888 0000"),
    ("phone", "0571-88880000"),
    ("phone", "+86 571 138 0013 8000 1"),
    ("phone", "+1 310 555 1234"),
    ("phone", "+44 20 7946 0000"),
    ("phone", "400-820-8820"),
    ("phone", "010-13800138"),
    ("wechat", "lantern-rights"),
    ("email", "rights@lantern.example.com"),
    ("email", "rights@notqq.com"),
    ("email", "rights@mail.qq.com.example.com"),
]


def company(key, value, public="true"):
    return {"contacts": [{"name": {"en": "Desk"}, key: value, "public": public}]}


@pytest.mark.parametrize("key, value", PERSONAL)
def test_personal(key, value):
    found = told(personal_contact, companies={"a": company(key, value)})
    assert found == [("a.yml", f"contacts[0].{key}")]


@pytest.mark.parametrize("key, value", OFFICES)
def test_office(key, value):
    assert told(personal_contact, companies={"a": company(key, value)}) == []


@pytest.mark.parametrize("key, value", PERSONAL)
def test_what_is_not_public_may_be_personal(key, value):
    assert told(personal_contact, companies={"a": company(key, value, "false")}) == []


def test_services_and_organizers():
    contact = {"name": {"en": "Desk"}, "email": "desk@qq.com"}
    services = {
        "s": {"provider": {"en": "Us"}, "contact": {**contact, "public": "true"}},
        "t": {"provider": {"en": "Us"}, "contact": contact},
    }
    edition = {"contact": {"email": "fair@163.com", "phone": "13800138000"}}
    assert told(personal_contact, services=services, edition=edition) == [
        ("s.yml", "contact.email"),
        ("2026.yml", "contact.email"),
        ("2026.yml", "contact.phone"),
    ]
