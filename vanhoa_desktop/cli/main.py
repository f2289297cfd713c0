"""The entry of `vanhoa`.

Global options, and the outer wall that turns every failure into a code and a sentence.
"""

import json
import logging
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import click

from vanhoa_desktop.cli.assess_commands import appraise, assess, return_sheets, score, submit
from vanhoa_desktop.cli.bundle_commands import bundle
from vanhoa_desktop.cli.context import FILE_PATH, FOLDER_PATH, CommandContext
from vanhoa_desktop.cli.criteria_commands import criteria
from vanhoa_desktop.cli.demo_command import demo
from vanhoa_desktop.cli.device_commands import device, init
from vanhoa_desktop.cli.integrity_commands import check, state_hash
from vanhoa_desktop.cli.paper_commands import certificate, document, recognise, report
from vanhoa_desktop.cli.review_commands import conflicts, history
from vanhoa_desktop.cli.roster_commands import register, roster
from vanhoa_desktop.cli.setup_commands import cycle, unit
from vanhoa_desktop.cli.undo_commands import imports, list_bundles, redo_bundle, undo_bundle
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.texts.errors import sentence

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_LOG = logging.getLogger(__name__)
_BUG = (
    "Chương trình gặp lỗi ngoài dự kiến. Dữ liệu đã lưu không bị mất. "
    "Hãy chạy lại; nếu vẫn lỗi, báo người phụ trách."
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
    context.obj = CommandContext(data, is_json, passphrase_file)


for _command in (
    init,
    device,
    unit,
    cycle,
    criteria,
    roster,
    register,
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
    state_hash,
    check,
    demo,
):
    vanhoa.add_command(_command)
for _command in (undo_bundle, redo_bundle, list_bundles):
    bundle.add_command(_command)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _error_object(error: VanHoaError, message: str) -> dict[str, object]:
    details = {name: str(value) for name, value in error.facts.items()}
    return {"code": error.code.value, "message": message, "details": details}


def _refuse(error: VanHoaError, *, is_json: bool) -> int:
    message = sentence(error)
    click.echo(message, err=True)
    if is_json:
        click.echo(json.dumps({"error": _error_object(error, message)}, ensure_ascii=False))
    return REFUSED


def _wants_json(arguments: Sequence[str]) -> bool:
    return "--json" in arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 refused, 2 wrong usage. Never a traceback."""
    _speak_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        result = vanhoa.main(args=arguments, prog_name="vanhoa", standalone_mode=False)
    except VanHoaError as error:
        return _refuse(error, is_json=_wants_json(arguments))
    except click.UsageError as error:
        error.show()
        return WRONG_USAGE
    except click.ClickException as error:
        error.show()
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu.", err=True)
        return REFUSED
    except Exception:  # noqa: BLE001 - outer wall: logged, and told to people
        _LOG.exception("command failed")
        click.echo(_BUG, err=True)
        if _wants_json(arguments):
            click.echo(
                json.dumps(
                    {"error": {"code": "BUG", "message": _BUG, "details": {}}}, ensure_ascii=False
                )
            )
        return REFUSED
    return result if isinstance(result, int) else DONE
