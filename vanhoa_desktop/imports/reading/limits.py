"""What the child may use: memory and processor time, set by itself before it sees a file."""

import contextlib
import ctypes
import sys

MOST_MEMORY_BYTES = 512 << 20
MOST_PROCESSOR_S = 20

if sys.platform == "win32":
    _PROCESS_TIME, _PROCESS_MEMORY, _DIE_SILENTLY = 0x2, 0x100, 0x400
    _EXTENDED_LIMITS = 9
    _TICKS_A_SECOND = 10_000_000

    class _Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION of the Windows API."""

        _fields_ = (
            ("per_process_user_time", ctypes.c_int64),
            ("per_job_user_time", ctypes.c_int64),
            ("limit_flags", ctypes.c_uint32),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority_class", ctypes.c_uint32),
            ("scheduling_class", ctypes.c_uint32),
        )

    class _Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API."""

        _fields_ = (
            ("basic", _Basic),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def limit_this_process() -> None:
        """Put this process into a job object that bounds it; a system that refuses is no fault."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            return
        limits = _Extended()
        limits.basic.limit_flags = _PROCESS_TIME | _PROCESS_MEMORY | _DIE_SILENTLY
        limits.basic.per_process_user_time = MOST_PROCESSOR_S * _TICKS_A_SECOND
        limits.process_memory = MOST_MEMORY_BYTES
        size = ctypes.sizeof(limits)
        kernel.SetInformationJobObject(
            ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(limits), size
        )
        kernel.AssignProcessToJobObject(
            ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess())
        )

else:
    import resource

    def limit_this_process() -> None:
        """Bound memory, processor time and core files; a system that refuses is no fault."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + MOST_PROCESSOR_S
        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
            (resource.RLIMIT_CPU, seconds),
        ):
            with contextlib.suppress(ValueError, OSError):
                hard = resource.getrlimit(kind)[1]
                is_bounded = hard != resource.RLIM_INFINITY
                resource.setrlimit(kind, (min(most, hard) if is_bounded else most, hard))
