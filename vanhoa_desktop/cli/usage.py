"""What is wrong with a command line, in Vietnamese, and how the command is written."""

import click

# Options of `vanhoa` itself, which stand before the command.
_GLOBAL_OPTIONS = frozenset({"--data", "--json", "--passphrase-file"})
_TOO_MUCH = "Got unexpected extra argument"


def usage_lines(error: click.UsageError) -> list[str]:
    """What is wrong, how the command is written, and where to read more."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return [error.message]
    lines = [_what_is_wrong(error)]
    if error.ctx is None:
        return [*lines, "Xem thêm: vanhoa --help"]
    pieces = " ".join(error.ctx.command.collect_usage_pieces(error.ctx))
    path = error.ctx.command_path
    return [*lines, f"Cách ghi: {path} {pieces}", f"Xem thêm: {path} --help"]


def _what_is_wrong(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"Thiếu {_parameter(error)}."
        case click.BadParameter():
            return f"Giá trị của {_parameter(error)} không đúng: {_wanted(error)}"
        case click.NoSuchOption() if error.option_name in _GLOBAL_OPTIONS:
            return f"{error.option_name} đứng trước tên lệnh: vanhoa {error.option_name} LỆNH …"
        case click.NoSuchOption():
            return f"Không có lựa chọn {error.option_name}."
        case click.exceptions.NoSuchCommand():
            return f"Không có lệnh «{error.command_name}»."
        case click.BadOptionUsage():
            return f"Lựa chọn {error.option_name} thiếu giá trị, hoặc có giá trị thừa."
    if error.message.startswith(_TOO_MUCH):
        return f"Câu lệnh có phần thừa {error.message[error.message.find('(') :]}"
    return error.message


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "câu lệnh")
    return error.param.get_error_hint(error.ctx)


def _wanted(error: click.BadParameter) -> str:
    match None if error.param is None else error.param.type:
        case click.Choice(choices=choices):
            return f"chỉ nhận {', '.join(map(str, choices))}."
        case click.IntRange(min=least, max=most):
            return f"cần số nguyên từ {least} {'trở lên' if most is None else f'đến {most}'}."
        case click.types.IntParamType():
            return "cần số nguyên."
        case click.DateTime():
            return "cần ngày có thật, dạng năm-tháng-ngày, ví dụ 2026-12-05."
    return error.message
