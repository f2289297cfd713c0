"""What is asked before units change."""

from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.ui.ask import Question


def removal_question(unit: Unit) -> Question:
    """Asks before a unit is taken away that was added by mistake."""
    return Question(
        "Bỏ thôn, đơn vị",
        f"Bỏ {unit.name}?",
        f"Bỏ {unit.name}",
        details="Chỉ bỏ được nơi chưa có người, phiếu, máy hay tệp nào. Bỏ rồi không hoàn tác "
        "được; cần thì thêm lại.",
    )
