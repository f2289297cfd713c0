"""The entry of `vanhoa`.

Global options, and the outer wall that turns every failure into a code and a sentence.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from vanhoa_desktop.cli.assess_commands import assess
from vanhoa_desktop.cli.backup_commands import backup
from vanhoa_desktop.cli.bundle_commands import bundle
from vanhoa_desktop.cli.context import FILE_PATH, FOLDER_PATH, CommandContext, HeardOptions
from vanhoa_desktop.cli.criteria_commands import criteria
from vanhoa_desktop.cli.demo_command import demo
from vanhoa_desktop.cli.device_commands import device, init
from vanhoa_desktop.cli.evidence_commands import evidence
from vanhoa_desktop.cli.faults import note_fault
from vanhoa_desktop.cli.hint_command import report_hints
from vanhoa_desktop.cli.household_commands import clan, household
from vanhoa_desktop.cli.integrity_commands import check, state_hash
from vanhoa_desktop.cli.kept_file_commands import quarantine, waiting
from vanhoa_desktop.cli.numbering_commands import numbering
from vanhoa_desktop.cli.paper_commands import certificate, document, recognise, report
from vanhoa_desktop.cli.parameters import read_text_as_unicode
from vanhoa_desktop.cli.passphrase_commands import passphrase
from vanhoa_desktop.cli.person_commands import person
from vanhoa_desktop.cli.person_placing_commands import (
    assess_at,
    assess_wishes,
    choose_record,
    duplicates,
    erase_person,
    merge_people,
    move,
    unmerge_people,
)
from vanhoa_desktop.cli.recovery_commands import recovery
from vanhoa_desktop.cli.refusals import told
from vanhoa_desktop.cli.registration_commands import registration, withdraw
from vanhoa_desktop.cli.review_commands import conflicts, history
from vanhoa_desktop.cli.roster_commands import register, roster
from vanhoa_desktop.cli.sample_commands import sample
from vanhoa_desktop.cli.score_command import score
from vanhoa_desktop.cli.settings_commands import settings
from vanhoa_desktop.cli.setup_commands import cycle, unit
from vanhoa_desktop.cli.speech import AnswerLostError, say_aside, say_json, speak_utf8
from vanhoa_desktop.cli.target_commands import (
    digital,
    report_targets,
    snapshot,
    targets,
    title,
    training,
)
from vanhoa_desktop.cli.undo_commands import imports, list_bundles, redo_bundle, undo_bundle
from vanhoa_desktop.cli.usage import usage_lines
from vanhoa_desktop.cli.workflow_commands import appraise, return_sheets, submit
from vanhoa_desktop.disk_failures import failure_of_wall
from vanhoa_desktop.errors import VanHoaError

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_BUG_CODE = "BUG"
_BUG = (
    "Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu không bị mất. "
    "Hãy chạy lại; nếu vẫn lỗi, báo người phụ trách."
)
_NO_ANSWER = (
    "Không ghi được câu trả lời; việc có thể đã làm xong. "
    "Hãy xem chỗ nhận câu trả lời còn trống không, rồi xem lại số liệu trước khi làm lại."
)


@click.group(name="vanhoa", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=FOLDER_PATH, default=None, help="Thư mục dữ liệu của máy này.")
@click.option("--json", "is_json", is_flag=True, help="In một đối tượng JSON.")
@click.option("--passphrase-file", type=FILE_PATH, default=None, help="Tệp chứa mật khẩu.")
@click.pass_context
def vanhoa(
    context: click.Context, data: Path | None, passphrase_file: Path | None, *, is_json: bool
) -> None:
    """Vạn Hòa Học Tập: công dân học tập của xã, không cần mạng."""
    made = CommandContext(data, is_json, passphrase_file)
    heard: HeardOptions = context.obj
    heard.is_json, heard.log = is_json, made.paths.log
    context.obj = made


for _command in (
    init,
    device,
    unit,
    cycle,
    settings,
    criteria,
    roster,
    person,
    household,
    clan,
    register,
    withdraw,
    registration,
    evidence,
    assess,
    score,
    submit,
    return_sheets,
    appraise,
    bundle,
    imports,
    conflicts,
    history,
    recognise,
    certificate,
    document,
    report,
    digital,
    training,
    title,
    targets,
    snapshot,
    sample,
    state_hash,
    check,
    backup,
    recovery,
    passphrase,
    demo,
):
    vanhoa.add_command(_command)
for _command in (report_targets, report_hints):
    report.add_command(_command)
for _command in (undo_bundle, redo_bundle, list_bundles, waiting, quarantine):
    bundle.add_command(_command)
certificate.add_command(numbering)
for _command in (
    move,
    assess_at,
    assess_wishes,
    merge_people,
    unmerge_people,
    choose_record,
    erase_person,
):
    person.add_command(_command)
roster.add_command(duplicates)


read_text_as_unicode(vanhoa)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 refused, 2 wrong usage. Never a traceback."""
    speak_utf8()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv), HeardOptions())
    except AnswerLostError:
        say_aside(_NO_ANSWER)
        return REFUSED


def _run(arguments: list[str], heard: HeardOptions) -> int:
    try:
        result = vanhoa.main(args=arguments, prog_name="vanhoa", standalone_mode=False, obj=heard)
    except VanHoaError as error:
        return _say_refusal(error, heard)
    except click.UsageError as error:
        say_aside(*usage_lines(error))
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        say_aside("Đã dừng theo yêu cầu.")
        return REFUSED
    except (AnswerLostError, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - outer wall: noted, and told to people
        refusal = failure_of_wall(error)
        if refusal is not None:
            return _say_refusal(refusal, heard)
        note_fault(error, heard.log)
        return _refuse(_BUG_CODE, _BUG, {}, heard)
    return result if isinstance(result, int) else DONE


def _say_refusal(error: VanHoaError, heard: HeardOptions) -> int:
    facts = {name: str(value) for name, value in error.facts.items()}
    return _refuse(error.code.value, told(error), facts, heard)


def _refuse(code: str, message: str, details: Mapping[str, str], heard: HeardOptions) -> int:
    say_aside(message)
    if heard.is_json:
        say_json({"error": {"code": code, "message": message, "details": details}})
    return REFUSED
