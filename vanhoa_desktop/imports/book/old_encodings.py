"""Letters of the old eight-bit Vietnamese fonts (TCVN 5712:1993 «ABC» and VNI) as Unicode.

Spreadsheets of the 1990s and 2000s show Vietnamese only in a font such as .VnTime or VNI-Times;
read as Unicode their cells hold letters like «NguyÔn» or «Nguyeãn». Tables: TCVN 5712:1993 and the
VNI encoding as Windows programs used it.
"""

import re

from vanhoa_desktop.domain.enums import TextEncoding

_TCVN3_OLD = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ¡¢§£¤¥¦"
_TCVN3_NEW = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_OLD, _TCVN3_NEW)

# A base letter followed by a mark; `a` with ê is ă, with é is ắ, and so on.
_VNI_MARKS = {
    **{"a" + old: new for old, new in zip("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ", strict=True)},
    **{"e" + old: new for old, new in zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)},
    **{"o" + old: new for old, new in zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)},
    **{"ô" + old: new for old, new in zip("ùøûõï", "ớờởỡợ", strict=True)},
    **{"u" + old: new for old, new in zip("ùøûõï", "úùủũụ", strict=True)},
    **{"ö" + old: new for old, new in zip("ùøûõï", "ứừửữự", strict=True)},
    **{"y" + old: new for old, new in zip("ùøûõ", "ýỳỷỹ", strict=True)},
}
_VNI_SINGLE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}


def _with_capitals(table: dict[str, str]) -> dict[str, str]:
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in table.items()}
    return table | mixed | {old.upper(): new.upper() for old, new in table.items()}


_VNI = _with_capitals(_VNI_MARKS) | _with_capitals(_VNI_SINGLE)
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_TCVN3_LETTERS = frozenset(_TCVN3_OLD)
# These VNI writes as Unicode does.
_VNI_SAME = frozenset("íìÍÌ")


def to_unicode(text: str, encoding: TextEncoding) -> str:
    """Text of an old font as Unicode; AUTO and UNICODE leave it as it is."""
    if encoding is TextEncoding.TCVN3:
        return text.translate(_TCVN3)
    if encoding is TextEncoding.VNI:
        return _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)
    return text


def can_be_written_in(text: str, encoding: TextEncoding) -> bool:
    """Whether an old encoding has each letter of a text, at the place where it stands."""
    if encoding is TextEncoding.TCVN3:
        return all(_is_plain(char) or char in _TCVN3_LETTERS for char in text)
    rest = _VNI_PATTERN.sub("", text)
    return all(_is_plain(char) or char in _VNI_SAME for char in rest)


def _is_plain(char: str) -> bool:
    return char.isascii() or not char.isalpha()
