"""What cannot be one person's name, and what may be one but wants to be asked."""

import re

from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.imports.words.name_words import (
    are_names_of_two,
    begins_like_name,
    is_in_place_of_name,
    is_second_name_inside,
    words_of_no_name,
)
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_text

MAX_NAME_LENGTH = 120
_MOST_WORDS = 7
_BRACKETS = re.compile(r"[(\[{<].*|.*[)\]}>]")
# Signs that come of a wrong code page, and those that stand for letters which were lost.
_BROKEN = re.compile(r"[\ufffd?*#_%$@^~\x80-\x9f¡-©«-´¶-¹»-¿†‡•…‰€™œ˜ˆ‹›„]|[a-zà-ỹđ]Ã|Ã[ª´¢£¡¹]")
_FOREIGN = re.compile(r"[ÄÆƒªºÅåäæËëÏïÖöÜüÇçÑñßÞþØø]")
# «Nguyễn V. An», «Ng. Văn An»; «B.» before a name is a word of address.
_SHORTENED = re.compile(r"\b[^\W\d_]{1,3}\.(?!$)|\s[^\W\d_]\.$")
_TWO_NAMES = re.compile(r".+(?:[/\\|;,+&]|\s[-–]\s|\s(?:và|va)\s).+", re.IGNORECASE)
# With their marks: Bá and Cù are names, «Bà» and «Cụ» are not; Ông, Cô and Chu can be families.
_TITLES = frozenset(
    [
        "ông",
        "bà",
        "cụ",
        "anh",
        "chị",
        "cô",
        "chú",
        "bác",
        "cháu",
        "em",
        "đ/c",
        "ô",
        "b",
        "thầy",
        "mrs",
        "mr",
        "ông/bà",
        "a.",
        "c.",
        "ô.",
        "b.",
        "đc",
    ]
)
_DEAD = re.compile(
    r"\b(?:chết|chet|da mat|mất|từ trần|qua đời|liệt sĩ|liệt sỹ|chuyển đi|cắt khẩu)\b"
)
_SAD_NAMES = frozenset(("mất", "chết"))
# «Cố Nguyễn Văn An», «LS. Trần Văn Bình»: what is put before the names of the dead. «Cố» is a
# family too, before «Văn» or «Thị»; without marks «co» may be «cố» or «cô».
_BEFORE_DEAD = re.compile(
    r"(?P<said>(?:cố|kỵ)(?: (?:ông|bà|cụ))?|co|(?:ah ?)?l[./]? ?s(?:ĩ|ỹ|i|y)?"
    r"|(?:liệt|tử) s[ĩỹ]|(?:hương|vong) linh|hương hồn|(?:người )?quá cố)[.:]?\s+(?P<name>\S.*)"
)
_ALSO_FAMILIES_OF_DEAD = frozenset(("cố", "kỵ", "co"))
_LEAST_OF_DEAD = 3
Refusal = tuple[str, str]
# «1. Lê Văn Một», «1) …», «01 - …», «(1) …»; without a sign only before a name of several words.
_RUNNING_NUMBER = re.compile(r"\(?[0-9]{1,4}\s*[.):,;/\-–—]+\s*(?=[^\W\d_])")
# Signs of a list before a name («- Lê Văn Một», «+ …», «.…») and left over behind it («…-»).
_LIST_MARK = re.compile(r"[-–—+•·.,;:*▪►→✓✔√]+\s*(?=[^\W_])|[xX]\s+(?=[^\W\d_]\S*\s+\S)")
_LEFT_OVER = re.compile(r"(?<=[^\W\d_]{2})\s*[-–—+•·.,;]+$")
# What the person is to somebody; with their marks: Hồ and Chu are families, «Hộ» is none.
_NO_PART = re.compile(
    r"(?:vợ|chồng|hộ|chủ hộ|gia đình|gđ|ch|mẹ|bố|con|con trai|con gái|con dâu|con rể|cháu nội"
    r"|cháu ngoại|em trai|em gái|anh trai|chị gái)(?:\s*[:.\-–]\s*|\s+)\S.*"
)
_QUOTES = re.compile(r"[\"“”«»]|^['‘’`].*|.*['‘’`]$")
_BARE_NUMBER = re.compile(r"[0-9]{1,4}\s+(?=[^\W\d_]\S*\s+\S)")


def without_number(text: str) -> str:
    """A name without the number and the signs of a list that were typed around it in the cell."""
    if is_ditto(text):
        return text
    bare = _without_mark(_without_running_number(_without_mark(text)))
    return _LEFT_OVER.sub("", bare)


def _without_mark(text: str) -> str:
    found = _LIST_MARK.match(text)
    return text if found is None else text[found.end() :]


def _without_running_number(text: str) -> str:
    found = _RUNNING_NUMBER.match(text) or _BARE_NUMBER.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    # «3 hộ nghèo» counts something; a name begins with a capital letter.
    return text if found.re is _BARE_NUMBER and not rest[0].isupper() else rest


def name_refusal(name: str, lines: list[str]) -> Refusal | None:
    """Code and sentence of why a text cannot be a person's name, or None; `lines` of its cell."""
    if not name:
        return "NAME_MISSING", "Thiếu họ và tên."
    if is_ditto(name):
        return "NAME_INVALID", (
            f"«{name}» (như trên) không phải họ tên người. Hãy ghi đủ họ tên trong ô này."
        )
    if _BROKEN.search(name):
        return "NAME_BROKEN", (
            f"«{name}» có chữ bị hỏng (lỗi phông, lỗi bảng mã). Hãy sửa ô này rồi nhập lại."
        )
    invalid = _not_a_name(name)
    if invalid:
        return "NAME_INVALID", f"«{name}» {invalid}. Hãy sửa ô này."
    if len(name) > MAX_NAME_LENGTH:
        return "NAME_TOO_LONG", f"Họ tên dài quá {MAX_NAME_LENGTH} chữ cái. Hãy sửa ô này."
    is_dead = _DEAD.search(clean_name(name).casefold()) and not _may_be_called_dead(name)
    if _is_with_more(name) or is_dead:
        return "NAME_WITH_REMARK", (
            f"«{name}»: ô họ tên có lời ghi thêm. Hãy để riêng họ tên trong ô này, "
            "chuyển lời ghi sang cột «Ghi chú»; người đã mất thì bỏ dòng này."
        )
    if _TWO_NAMES.fullmatch(name) or are_names_of_two(lines):
        return "NAME_OF_TWO", (
            f"«{name}» giống họ tên của hai người trong một ô. Hãy ghi mỗi người một dòng."
        )
    return None


def _may_be_called_dead(name: str) -> bool:
    """Whether «Mất» can be somebody's given name: «Lê Văn Mất», and not «Lê Văn An mất»."""
    before, _, last = clean_name(name).rpartition(" ")
    is_said_before = _DEAD.search(before.casefold()) is not None
    is_given = last.casefold() in _SAD_NAMES and not is_whole_name(before)
    return bool(before) and is_given and not is_said_before


def _is_with_more(name: str) -> bool:
    """Whether brackets, quotes or a word such as «Vợ:», «Hộ», «CH» stand in the cell of a name."""
    said = clean_name(name).casefold()
    return bool(_BRACKETS.search(name) or _QUOTES.search(name) or _NO_PART.fullmatch(said))


def _not_a_name(name: str) -> str:
    """What of a text no name has, in words; '' where nothing is."""
    digits = "".join(char for char in name if _is_digit(char))
    if digits and any(char.isalpha() for char in name):
        return f"có chữ số «{digits}» nên không phải họ tên người"
    return "không phải họ tên người" if digits or not any(map(str.isalpha, name)) else ""


def _is_digit(char: str) -> bool:
    # ², ① and ٧ too: no name holds any of them.
    return char.isdigit() or char.isnumeric()


def looks_like_name(text: str) -> bool:
    """Whether a cell that nobody headed holds a person's name, for all that it says itself."""
    return begins_like_name(text) and name_refusal(text, []) is None


def name_doubt(name: str) -> str | None:
    """A question about a name that may be right as it stands, or None."""
    if is_in_place_of_name(name):
        return (
            f"«{name}» có phải họ tên không? Nếu trẻ chưa có tên thì chọn «Bỏ qua», nhập khi đã "
            "đặt tên; nếu đúng là họ tên thì chọn «là người mới»."
        )
    doubt = _doubt_of_sad_name(name) or _doubt_of_dead(name) or _doubt_of_words(name)
    if doubt is None and is_second_name_inside(name):
        return (
            f"«{name}» giống họ tên của hai người trong một ô. Nếu là hai người, hãy ghi mỗi người "
            "một dòng rồi nhập lại; nếu là một người thì chọn «là người mới»."
        )
    return doubt


def _doubt_of_sad_name(name: str) -> str | None:
    last = clean_name(name).split()[-1]
    if last.casefold() not in _SAD_NAMES:
        return None
    return (
        f"«{name}»: «{last}» là tên, hay ghi người này đã mất? Nếu là tên thì chọn «là người mới»; "
        "nếu người này đã mất thì chọn «Bỏ qua»."
    )


def _doubt_of_dead(name: str) -> str | None:
    """Whether the word before a whole name says that its person is dead."""
    written = clean_name(name)
    found = _BEFORE_DEAD.fullmatch(written.casefold())
    if found is None:
        return None
    said, rest = written[: found.end("said")], written[found.start("name") :]
    may_be_family = found["said"] in _ALSO_FAMILIES_OF_DEAD and said.islower() is rest.islower()
    least = _LEAST_OF_DEAD if may_be_family else 2
    if len(rest.split()) < least or (may_be_family and not begins_like_name(rest)):
        return None
    return (
        f"«{name}»: «{said}» ghi người đã mất, hay là một phần của họ tên? Nếu người này đã mất "
        "thì chọn «Bỏ qua»; nếu đúng là họ tên thì chọn «là người mới»."
    )


def _doubt_of_words(name: str) -> str | None:
    """Whether all words of it belong to the name, and none is lacking."""
    words = clean_name(name).casefold().split()
    first = words[0].rstrip(":")
    if first in _TITLES and len(words) > 1:
        rest = clean_name(name).split(" ", 1)[1]
        return (
            f"«{name}» bắt đầu bằng lời xưng hô? Nếu tên là «{rest}», hãy sửa ô này rồi nhập lại; "
            "nếu ghi như vậy là đúng thì chọn «là người mới»."
        )
    strange = words_of_no_name(name)
    if strange:
        return (
            f"«{name}»: «{strange}» có phải một phần của họ tên không? Nếu không, hãy để riêng họ "
            "tên trong ô này rồi nhập lại; nếu đúng thì chọn «là người mới»."
        )
    if _SHORTENED.search(name):
        return (
            f"«{name}» có chữ viết tắt. Hãy ghi đủ họ tên rồi nhập lại; nếu trên giấy tờ đúng như "
            "vậy thì chọn «là người mới»."
        )
    if _FOREIGN.search(name):
        return (
            f"«{name}» có chữ không phải chữ Việt, có phải do lỗi phông không? Nếu sai, hãy sửa "
            "ô này rồi nhập lại; nếu đúng thì chọn «là người mới»."
        )
    if len(words) > _MOST_WORDS:
        return (
            f"«{name}» có phải họ tên của một người không? Nếu là hai người, hãy ghi mỗi người "
            "một dòng; nếu đúng thì chọn «là người mới»."
        )
    if len(words) == 2 and _ends_open(name):  # noqa: PLR2004 - a family and «Văn» or «Thị»
        return (
            f"«{name}» thiếu tên gọi? Nếu thiếu, hãy ghi đủ họ tên rồi nhập lại; nếu đúng thì chọn "
            "«là người mới»."
        )
    if len(words) == 1:
        return (
            f"«{name}» chỉ có một chữ, có phải đủ họ và tên không? "
            "Nếu đúng thì chọn «là người mới»."
        )
    return None


# Families too, with these marks: more has to stand behind them to be a whole name.
_ALSO_FAMILIES = frozenset(("ông", "cô"))
_LEAST_BEHIND_FAMILY = 3


def without_address(name: str) -> str:
    """A name without the word of address before it, where a whole name is left."""
    rest = without_title(name)
    first = clean_name(name).split(" ", 1)[0].casefold().rstrip(":")
    least = _LEAST_BEHIND_FAMILY if first in _ALSO_FAMILIES else 1
    is_whole = begins_like_name(rest) and len(rest.split()) >= least
    return rest if is_whole else name


def without_title(name: str) -> str:
    """A name without the word of address before it."""
    first, _, rest = clean_name(name).partition(" ")
    return rest if rest and first.casefold().rstrip(":") in _TITLES else name


# After these the given name follows: a name that ends with one is not whole.
_MIDDLE_NAMES = {"văn", "thị"}
_UNMARKED_MIDDLE_NAMES = {"van", "thi"}


def is_whole_name(name: str) -> bool:
    """Whether a text can be family, middle and given name, and not only the first ones."""
    words = clean_name(without_number(name)).split()
    return len(words) > 2 and not _ends_open(name)  # noqa: PLR2004 - family, middle, given


def with_given_name(name: str, given: str) -> str | None:
    """A name with the given name of a column of its own; None where they contradict each other.

    «Đỗ Văn» lacks its given name, «Lê Văn Một» has one: another one is no part of it.
    """
    key, last = name_key(without_number(name)), name_key(given)
    if key == last or key.endswith(f" {last}"):
        return name
    return f"{name} {given}" if _ends_open(name) else None


def _ends_open(name: str) -> bool:
    """Whether a given name has to follow: after a family alone, after «Văn», «Thị»."""
    written = clean_name(without_number(name)).casefold()
    # «Thi» is a given name too: without its mark it is «Thị» only where no mark stands at all.
    has_marks = fold_text(written) != written
    last = written.split()[-1:]
    middle = _MIDDLE_NAMES if has_marks else _UNMARKED_MIDDLE_NAMES
    return " " not in written or bool(set(last) & middle)
