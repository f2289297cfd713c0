"""A journal value in the words of the form, for lists of what does not agree and for histories."""

from collections.abc import Mapping, Sequence

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    LearningModel,
    Presence,
    Sex,
    TargetGroup,
    has_value,
)
from vanhoa_desktop.texts.words.names import mask_citizen_number, masks_apart
from vanhoa_desktop.texts.words.plain import plain_text
from vanhoa_desktop.texts.words.terms import (
    model_title,
    presence_term,
    sex_term,
    status_term,
    target_group_term,
)

CITIZEN_NUMBER = "citizen_number"
EMPTY = "để trống"
DELETED = "Đã xóa"
_PARTS = ("points", "text", "value", "on", "relation")
_DATES = frozenset({"birth", "use_consent", "post_consent"})


def value_text(field: str, value: Json) -> str:
    """«7,5», «05/03/1961», «Nam», «Xã trả lại để bổ sung» …; «để trống» for nothing.

    An identity number is masked: «038•••••1234».
    """
    if value is None or value == "":
        return EMPTY
    if field == CITIZEN_NUMBER:
        return mask_citizen_number(str(value))
    if isinstance(value, Mapping):
        return _parts_text(field, value)
    text = plain_text(str(value))
    if field == "sex" and has_value(Sex, text):
        return sex_term(Sex(text))
    if field == "model" and has_value(LearningModel, text):
        return model_title(LearningModel(text))
    if field == "target_group" and has_value(TargetGroup, text):
        return target_group_term(TargetGroup(text))
    return text


def rival_texts(field: str, values: Sequence[Json]) -> list[str]:
    """Values side by side: masked identity numbers show the digits by which they differ."""
    texts = [value_text(field, value) for value in values]
    if field != CITIZEN_NUMBER:
        return texts
    given = [place for place, value in enumerate(values) if value]
    apart = masks_apart([str(values[place]) for place in given])
    for place, text in zip(given, apart, strict=True):
        texts[place] = text
    return texts


def kept_masked(field: str, value: Json) -> Json:
    """A stored value as lists for machines show it: as it is, but an identity number masked."""
    return mask_citizen_number(str(value)) if field == CITIZEN_NUMBER and value else value


def _parts_text(field: str, value: Mapping[str, Json]) -> str:
    if "status" in value:
        status = str(value["status"])
        if value.get("deleted"):
            return DELETED
        is_known = has_value(AssessmentStatus, status)
        return status_term(AssessmentStatus(status)) if is_known else status
    part = next((value[name] for name in _PARTS if value.get(name) is not None), None)
    if part is None:
        return EMPTY
    text = plain_text(str(part))
    if "points" in value:
        shown, reason = text.replace(".", ","), plain_text(str(value.get("reason") or ""))
        return f"{shown} (vì: {reason})" if reason else shown
    if field in _DATES:
        return "/".join(reversed(text.split("-")))
    return presence_term(Presence(text)) if has_value(Presence, text) else text
