"""A new passphrase is long enough and none that everybody guesses; spelling does not matter."""

import pytest

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.passphrases import check_passphrase


def refusal(passphrase: str) -> ErrorCode:
    with pytest.raises(VanHoaError) as refused:
        check_passphrase(passphrase)
    return refused.value.code


@pytest.mark.parametrize("passphrase", ["", "abc", "demo", "bảy chữ", "ế" * 7, "e\u0302\u0301" * 7])
def test_fewer_than_eight_letters_are_refused(passphrase: str) -> None:
    assert refusal(passphrase) is ErrorCode.PASSPHRASE_TOO_SHORT


@pytest.mark.parametrize(
    "passphrase",
    [
        *("12345678", "123456789", "87654321", "01234567", "88888888", "00000000", "12121212"),
        *("password", "Password1", "PASSWORD123", "p@ssw0rd", "qwertyui", "poiuytre", "abcdefgh"),
        *(
            "matkhau1",
            "mật khẩu",
            "Mat Khau 123",
            "matkhau@123",
            "khongbiet",
            "anhyeuem",
            "abcd1234",
        ),
        *("vietnam123", "Việt Nam 1", "hanoi123", "admin123", "demo1234", "aaaaaaaa", "ấấấấấấấấ"),
        *("congdanhoctap", "Khuyến học", "Trưởng thôn", "qwerty123", "1q2w3e4r", "        "),
    ],
)
def test_what_everybody_guesses_is_refused(passphrase: str) -> None:
    assert refusal(passphrase) is ErrorCode.PASSPHRASE_COMMON


@pytest.mark.parametrize(
    "passphrase",
    ["cái nón lá cọ", "trau ca be tre", "mật khẩu ở nhà", "Xoài!Ổi?2026", "thửa ruộng số 8"],
)
def test_other_passphrases_are_taken_in_the_form_they_are_sealed_in(passphrase: str) -> None:
    assert check_passphrase(passphrase) == passphrase


def test_letters_count_as_people_see_them() -> None:
    typed = "ba\u0309y chu\u031b\u0303 cam"
    assert check_passphrase(typed) == "b\u1ea3y ch\u1eef cam"
