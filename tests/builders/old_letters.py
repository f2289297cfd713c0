"""Text as it was typed in the old fonts, made from their tables and not by the program."""

import unicodedata

from vanhoa_desktop.domain.enums import TextEncoding

# TCVN 5712:1993 («ABC»): each letter has one byte; capitals with tones there are none.
_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        strict=True,
    )
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# VNI: a plain letter, and behind it one sign for tone and shape together.
_VNI_TONES = {_GRAVE: "ø", _ACUTE: "ù", _HOOK: "û", _TILDE: "õ", _DOT: "ï"}
_VNI_SHAPED = {
    _CIRCUMFLEX: {"": "â", _GRAVE: "à", _ACUTE: "á", _HOOK: "å", _TILDE: "ã", _DOT: "ä"},
    _BREVE: {"": "ê", _GRAVE: "è", _ACUTE: "é", _HOOK: "ú", _TILDE: "ü", _DOT: "ë"},
}
_VNI_I = {"": "i", _GRAVE: "ì", _ACUTE: "í", _HOOK: "æ", _TILDE: "ó", _DOT: "ò"}
_VNI_HORNED = {"o": "ô", "u": "ö"}


def written_in(text: str, encoding: TextEncoding) -> str:
    """A text as a cell holds it that was typed in an encoding."""
    if encoding is TextEncoding.TCVN3:
        return "".join(_TCVN3.get(char, _TCVN3.get(char.lower(), char)) for char in text)
    if encoding is TextEncoding.VNI:
        return "".join(map(_in_vni, text))
    return text


def _in_vni(char: str) -> str:
    small = _small_in_vni(char.lower())
    return small.upper() if char.isupper() else small


def _small_in_vni(char: str) -> str:
    if char == "đ":
        return "ñ"
    apart = unicodedata.normalize("NFD", char)
    base, marks = apart[0], apart[1:]
    tone = next((mark for mark in marks if mark in _VNI_TONES), "")
    shape = next((mark for mark in marks if mark in _VNI_SHAPED), None)
    if shape is not None:
        return base + _VNI_SHAPED[shape][tone]
    if base == "i":
        return _VNI_I[tone]
    if base == "y" and tone == _DOT:
        return "î"
    letter = _VNI_HORNED[base] if _HORN in marks else base
    return letter + _VNI_TONES.get(tone, "")
