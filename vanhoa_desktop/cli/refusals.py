"""How the command line tells a refusal: the office's sentence, and the words to type instead.

The window shows the sentence alone; what a command wants is no news for an officer at a screen.
"""

from collections.abc import Mapping

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.errors.catalogue import VARIANTS, sentence

# By code, and by the variant of its sentence ("" for the code's own).
HINTS: Mapping[tuple[ErrorCode, str], str] = {
    (ErrorCode.PASSPHRASE_REQUIRED, ""): "VANHOA_PASSPHRASE hoặc --passphrase-file",
    (ErrorCode.SAMPLE_NOT_DRAWN, ""): "vanhoa sample draw",
    (ErrorCode.RECOVERY_CODE_REQUIRED, ""): "VANHOA_RECOVERY_CODE hoặc --code-file",
    (ErrorCode.ROLE_NOT_ALLOWED, "unenrolled"): "--new, nếu máy chưa ghi gì",
    (ErrorCode.RESET_AT_OFFICE, ""): "vanhoa recovery restore",
    (ErrorCode.NUMBERING_UNCONFIRMED, ""): "vanhoa certificate numbering",
    (ErrorCode.UNIT_ALIKE, ""): "--alike",
    (ErrorCode.VALUE_INVALID, "to"): "--to TÊN",
    (ErrorCode.VALUE_INVALID, "unit"): "--unit TÊN",
    (ErrorCode.VALUE_INVALID, "person"): "--person TÊN",
    (ErrorCode.VALUE_INVALID, "mapping"): (
        "--map TRƯỜNG=TIÊU ĐỀ, với các trường full_name, birth, sex, citizen_number, unit_name, "
        "household_code, relation …"
    ),
}


def told(error: VanHoaError) -> str:
    """What happened and what to do next, with what to type where the command line has its way."""
    fact, _ = VARIANTS.get(error.code, ("", {}))
    variant = str(error.facts.get(fact, ""))
    hint = HINTS.get((error.code, variant)) or HINTS.get((error.code, ""))
    return sentence(error) if hint is None else f"{sentence(error)} Dòng lệnh: {hint}."
