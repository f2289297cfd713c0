"""A column «Tình trạng» or «Biến động»: whether its person lives here, is away, or dead."""

from vanhoa_desktop.domain.problems import Severity
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.words.heading_words import PRESENCE
from vanhoa_desktop.imports.words.presence_words import (
    WrittenPresence,
    is_gone_in_other_words,
    presence_of,
)


def read_presence(reading: RowReading) -> WrittenPresence | None:
    """What the column of presences says of a row's person; None where it says nothing known.

    Words that may tell of somebody gone are noted, so that the row is asked.
    """
    text = reading.text(PRESENCE)
    if not text:
        return None
    reading.presence = presence_of(text, reading.this_year)
    if reading.presence is None and is_gone_in_other_words(text):
        reading.gone_words = text
    elif reading.presence is None:
        title = reading.headings.titles[PRESENCE]
        message = (
            f"Cột «{title}» ghi «{text}», không phải đang ở, đi xa, chuyển đi hay đã mất nên ô này "
            "không dùng."
        )
        reading.add(PRESENCE, Severity.WARNING, "PRESENCE_UNKNOWN", message)
    return reading.presence
