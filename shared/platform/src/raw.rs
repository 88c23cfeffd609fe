//! Linux system calls that no safe library covers, each behind a safe function. All `unsafe` of the product is in this
//! file: no logic here, only calls, and why each is sound.
#![allow(
    unsafe_code,
    reason = "the one place for system calls without a safe wrapper"
)]

use std::ffi::{CStr, CString, OsString};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// Hands a descriptor to tokio's poller. Must be called within a runtime that has I/O enabled.
pub(crate) fn async_fd(fd: OwnedFd, interest: Interest) -> io::Result<AsyncFd<OwnedFd>> {
    // SAFETY: an `OwnedFd` is open, always gives the same number, and the `AsyncFd` owns it until it is dropped.
    unsafe { AsyncFd::register_with_interest(fd, interest) }.map_err(io::Error::from)
}

/// The kernel's own view of how well its wall clock is steered.
pub(crate) struct ClockDiscipline {
    /// Largest possible error in microseconds.
    pub(crate) max_error_us: i64,
    /// `STA_UNSYNC` is set.
    pub(crate) unsynchronised: bool,
}

/// Reads `adjtimex(2)`; changes nothing.
pub(crate) fn clock_discipline() -> Option<ClockDiscipline> {
    let mut timex = MaybeUninit::<libc::timex>::zeroed();
    // SAFETY: all zero is a valid `timex` (integers only), `modes == 0` asks only to read, and the kernel fills it in.
    let (result, timex) = unsafe {
        let result = libc::adjtimex(timex.as_mut_ptr());
        (result, timex.assume_init())
    };
    (result >= 0).then_some(ClockDiscipline {
        max_error_us: timex.maxerror,
        unsynchronised: timex.status & libc::STA_UNSYNC != 0,
    })
}

/// One entry of the user database.
pub(crate) struct Passwd {
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) gecos: String,
    pub(crate) home: PathBuf,
    pub(crate) shell: PathBuf,
}

/// Which entry of the user database.
#[derive(Clone, Copy)]
pub(crate) enum PasswdKey<'a> {
    Name(&'a CStr),
    Uid(u32),
}

/// Looks the user database up, through whatever services the system is set up with.
pub(crate) fn passwd(key: PasswdKey<'_>) -> io::Result<Option<Passwd>> {
    with_growing_buffer(|buffer| {
        let mut entry = MaybeUninit::<libc::passwd>::uninit();
        let mut found = std::ptr::null_mut();
        // SAFETY: all pointers are valid for the call, the length is the buffer's, the name ends with a zero byte.
        let code = unsafe {
            match key {
                PasswdKey::Name(name) => libc::getpwnam_r(
                    name.as_ptr(),
                    entry.as_mut_ptr(),
                    buffer.as_mut_ptr(),
                    buffer.len(),
                    &raw mut found,
                ),
                PasswdKey::Uid(uid) => libc::getpwuid_r(
                    uid,
                    entry.as_mut_ptr(),
                    buffer.as_mut_ptr(),
                    buffer.len(),
                    &raw mut found,
                ),
            }
        };
        if code != 0 {
            return Err(code);
        }
        if found.is_null() {
            return Ok(None);
        }
        // SAFETY: success with a result means that the entry is filled in and its strings lie in `buffer`, which lives.
        let entry = unsafe { entry.assume_init() };
        // SAFETY: as above: each is a null pointer or a string that ends with a zero byte, inside `buffer`.
        let text = |pointer: *const libc::c_char| unsafe { bytes_of(pointer) };
        Ok(Some(Passwd {
            name: String::from_utf8_lossy(&text(entry.pw_name)).into_owned(),
            uid: entry.pw_uid,
            gid: entry.pw_gid,
            gecos: String::from_utf8_lossy(&text(entry.pw_gecos)).into_owned(),
            home: OsString::from_vec(text(entry.pw_dir)).into(),
            shell: OsString::from_vec(text(entry.pw_shell)).into(),
        }))
    })
}

/// The name of a group.
pub(crate) fn group_name(gid: u32) -> io::Result<Option<String>> {
    with_growing_buffer(|buffer| {
        let mut entry = MaybeUninit::<libc::group>::uninit();
        let mut found = std::ptr::null_mut();
        // SAFETY: all pointers are valid for the call and the length is the buffer's.
        let code = unsafe {
            libc::getgrgid_r(
                gid,
                entry.as_mut_ptr(),
                buffer.as_mut_ptr(),
                buffer.len(),
                &raw mut found,
            )
        };
        if code != 0 {
            return Err(code);
        }
        if found.is_null() {
            return Ok(None);
        }
        // SAFETY: success with a result means that the entry is filled in and its name lies in `buffer`, which lives.
        let name = unsafe { bytes_of(entry.assume_init().gr_name) };
        Ok(Some(String::from_utf8_lossy(&name).into_owned()))
    })
}

/// All groups of an account, its main one included. At most 65,536, the kernel's own limit.
pub(crate) fn group_ids(name: &CStr, gid: u32) -> Vec<u32> {
    let mut room: libc::c_int = 64;
    loop {
        let mut groups = vec![0_u32; usize::try_from(room).unwrap_or(64)];
        let mut count = room;
        // SAFETY: the name ends with a zero byte and `count` tells how many entries `groups` has room for.
        let result =
            unsafe { libc::getgrouplist(name.as_ptr(), gid, groups.as_mut_ptr(), &raw mut count) };
        if result >= 0 || room >= 65_536 {
            groups.truncate(usize::try_from(count.clamp(0, room)).unwrap_or(0));
            return groups;
        }
        room = room.saturating_mul(4).max(count).min(65_536);
    }
}

/// Calls a `get*_r` function with more and more room until its answer fits, up to 1 MiB.
fn with_growing_buffer<T>(
    mut call: impl FnMut(&mut [libc::c_char]) -> Result<Option<T>, i32>,
) -> io::Result<Option<T>> {
    let mut size = 1024;
    loop {
        let mut buffer = vec![0; size];
        match call(&mut buffer) {
            Ok(found) => return Ok(found),
            Err(libc::ERANGE) if size < 1 << 20 => size *= 4,
            // Some services answer "not found" this way; getpwnam(3) lists them.
            Err(libc::ENOENT | libc::ESRCH) => return Ok(None),
            Err(code) => return Err(io::Error::from_raw_os_error(code)),
        }
    }
}

/// # Safety
/// `pointer` is null or points to a string that ends with a zero byte.
unsafe fn bytes_of(pointer: *const libc::c_char) -> Vec<u8> {
    if pointer.is_null() {
        return Vec::new();
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(pointer) }.to_bytes().to_vec()
}

/// A handle to the process at the other end of a local socket (Linux 6.5).
pub(crate) fn peer_pidfd(socket: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    let mut fd: libc::c_int = -1;
    let mut length = libc::socklen_t::try_from(size_of::<libc::c_int>()).unwrap_or(4);
    // SAFETY: the option writes one `int`, for which there is room, as `length` says.
    let code = unsafe {
        libc::getsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_PEERPIDFD,
            (&raw mut fd).cast(),
            &raw mut length,
        )
    };
    if code != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: success means that `fd` is a new descriptor that nobody else owns.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Puts a classic BPF program before a socket: the kernel drops what it does not want, and we do not wake up for it.
pub(crate) fn attach_filter(
    socket: BorrowedFd<'_>,
    program: &mut [libc::sock_filter],
) -> io::Result<()> {
    let program = libc::sock_fprog {
        len: u16::try_from(program.len()).map_err(io::Error::other)?,
        filter: program.as_mut_ptr(),
    };
    let length =
        libc::socklen_t::try_from(size_of::<libc::sock_fprog>()).map_err(io::Error::other)?;
    // SAFETY: the option reads one `sock_fprog`, whose pointer and length describe a live slice; the kernel copies it.
    let code = unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_ATTACH_FILTER,
            (&raw const program).cast(),
            length,
        )
    };
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// A group of file events that only tells and never holds anybody up.
pub(crate) fn fanotify_notify() -> io::Result<OwnedFd> {
    let flags = libc::FAN_CLASS_NOTIF | libc::FAN_CLOEXEC | libc::FAN_NONBLOCK;
    let file_flags = libc::O_RDONLY | libc::O_CLOEXEC | libc::O_LARGEFILE;
    let file_flags = libc::c_uint::try_from(file_flags).map_err(io::Error::other)?;
    // SAFETY: a call without pointers.
    let fd = unsafe { libc::fanotify_init(flags, file_flags) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: success means that `fd` is a new descriptor that nobody else owns.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// A group of file events that holds programs up until each is answered. Closing it lets all of them go on.
pub(crate) fn fanotify_gate() -> io::Result<OwnedFd> {
    let flags = libc::FAN_CLASS_CONTENT | libc::FAN_CLOEXEC | libc::FAN_NONBLOCK;
    let file_flags = libc::O_RDONLY | libc::O_CLOEXEC | libc::O_LARGEFILE | libc::O_NOATIME;
    let file_flags = libc::c_uint::try_from(file_flags).map_err(io::Error::other)?;
    // SAFETY: a call without pointers.
    let fd = unsafe { libc::fanotify_init(flags, file_flags) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: success means that `fd` is a new descriptor that nobody else owns.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// What a fanotify mark covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MarkScope {
    /// The whole file system, wherever it is mounted, also in other mount namespaces.
    FileSystem,
    /// This one mount.
    Mount,
}

/// What happens to a program that is opened to be executed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum OnExec {
    /// It is told.
    Tell,
    /// It is held up until it is answered.
    Ask,
}

/// Asks for an event whenever a file there is opened to be executed.
pub(crate) fn fanotify_mark_exec(
    group: BorrowedFd<'_>,
    scope: MarkScope,
    path: &CString,
    on_exec: OnExec,
) -> io::Result<()> {
    let scope = match scope {
        MarkScope::FileSystem => libc::FAN_MARK_FILESYSTEM,
        MarkScope::Mount => libc::FAN_MARK_MOUNT,
    };
    // SAFETY: the path ends with a zero byte and lives through the call.
    let code = unsafe {
        libc::fanotify_mark(
            group.as_raw_fd(),
            libc::FAN_MARK_ADD | scope,
            match on_exec {
                OnExec::Tell => libc::FAN_OPEN_EXEC,
                OnExec::Ask => libc::FAN_OPEN_EXEC_PERM,
            },
            libc::AT_FDCWD,
            path.as_ptr(),
        )
    };
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Does not ask about this file again, until it is modified. The mark does not keep the file in memory (Linux 5.19); on an
/// older kernel it does, which is why there it is refused rather than made.
pub(crate) fn fanotify_ignore_exec(group: BorrowedFd<'_>, file: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: the empty path ends with a zero byte, and both descriptors are open during the call.
    let code = unsafe {
        libc::fanotify_mark(
            group.as_raw_fd(),
            libc::FAN_MARK_ADD | libc::FAN_MARK_IGNORED_MASK | libc::FAN_MARK_EVICTABLE,
            libc::FAN_OPEN_EXEC_PERM,
            file.as_raw_fd(),
            std::ptr::null(),
        )
    };
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Asks about every file again.
pub(crate) fn fanotify_ask_again(group: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: flushing looks at no path.
    let code = unsafe {
        libc::fanotify_mark(
            group.as_raw_fd(),
            libc::FAN_MARK_FLUSH,
            0,
            libc::AT_FDCWD,
            std::ptr::null(),
        )
    };
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// A program that is held up: whose, and its file.
#[derive(Debug)]
pub(crate) struct HeldExec {
    pub(crate) pid: u32,
    pub(crate) file: OwnedFd,
}

/// Reads waiting questions into `buffer`. Empty: nothing waits.
pub(crate) fn read_held_execs(
    group: BorrowedFd<'_>,
    buffer: &mut [u8; 4096],
) -> io::Result<Vec<HeldExec>> {
    let read = rustix::io::read(group, &mut *buffer)?;
    let mut held = Vec::new();
    let mut rest = buffer.get(..read).unwrap_or_default();
    while let (Some(length), Some(fd), Some(pid)) =
        (u32_at(rest, 0), u32_at(rest, 16), u32_at(rest, 20))
    {
        if fd.cast_signed() >= 0 {
            // SAFETY: the kernel opened this descriptor for this event and for us; nobody else owns it.
            let file = unsafe { OwnedFd::from_raw_fd(fd.cast_signed()) };
            held.push(HeldExec { pid, file });
        }
        let Some(next) = usize::try_from(length)
            .ok()
            .filter(|length| *length >= 24)
            .and_then(|length| rest.get(length..))
        else {
            break;
        };
        rest = next;
    }
    Ok(held)
}

/// Lets a held program go on, or refuses it.
pub(crate) fn answer_exec(
    group: BorrowedFd<'_>,
    file: BorrowedFd<'_>,
    allow: bool,
) -> io::Result<()> {
    let response = if allow {
        libc::FAN_ALLOW
    } else {
        libc::FAN_DENY
    };
    // struct fanotify_response: i32 fd, u32 response.
    let mut bytes = [0; 8];
    let (fd, verdict) = bytes.split_at_mut(4);
    fd.copy_from_slice(&file.as_raw_fd().to_ne_bytes());
    verdict.copy_from_slice(&response.to_ne_bytes());
    rustix::io::write(group, &bytes)?;
    Ok(())
}

/// One file event: which process, or that the queue ran over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileEvent {
    Exec { pid: u32 },
    Overflow,
}

/// Reads waiting file events into `buffer` and closes the descriptors that come with them. Empty: nothing waits.
pub(crate) fn read_file_events(
    group: BorrowedFd<'_>,
    buffer: &mut [u8; 4096],
) -> io::Result<Vec<FileEvent>> {
    let read = rustix::io::read(group, &mut *buffer)?;
    let mut events = Vec::new();
    let mut rest = buffer.get(..read).unwrap_or_default();
    // struct fanotify_event_metadata: u32 length, u8 version, u8, u16, u64 mask, i32 fd, i32 pid.
    while let (Some(length), Some(mask), Some(fd), Some(pid)) = (
        u32_at(rest, 0),
        u64_at(rest, 8),
        u32_at(rest, 16),
        u32_at(rest, 20),
    ) {
        if fd.cast_signed() >= 0 {
            // SAFETY: the kernel opened this descriptor for this event and for us; nobody else owns it.
            drop(unsafe { OwnedFd::from_raw_fd(fd.cast_signed()) });
        }
        if mask & libc::FAN_Q_OVERFLOW != 0 {
            events.push(FileEvent::Overflow);
        } else if pid != 0 {
            // 0 is a process outside of our pid namespace.
            events.push(FileEvent::Exec { pid });
        }
        let Some(next) = usize::try_from(length)
            .ok()
            .filter(|length| *length >= 24)
            .and_then(|length| rest.get(length..))
        else {
            break;
        };
        rest = next;
    }
    Ok(events)
}

/// Four bytes of a kernel structure as a number.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_ne_bytes(bytes.try_into().ok()?))
}

/// Eight bytes of a kernel structure as a number.
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_ne_bytes(bytes.try_into().ok()?))
}

/// Makes an input device stamp its events with `CLOCK_BOOTTIME`.
pub(crate) fn evdev_use_boottime(device: impl AsFd) -> io::Result<()> {
    const EVIOCSCLOCKID: libc::Ioctl = 0x4004_45a0;
    let clock: libc::c_int = libc::CLOCK_BOOTTIME;
    // SAFETY: this request reads one `int`.
    let code = unsafe { libc::ioctl(device.as_fd().as_raw_fd(), EVIOCSCLOCKID, &raw const clock) };
    if code < 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}

/// What kind of input device it is: which bits are set in its event types (`EV_*`), its properties (`INPUT_PROP_*`) and
/// its keys (`KEY_*`, `BTN_*`).
pub(crate) struct EvdevBits {
    pub(crate) types: u64,
    pub(crate) properties: u64,
    /// 96 bytes, bit `n` is key `n`.
    pub(crate) keys: [u8; 96],
}

/// Asks an input device what it is.
pub(crate) fn evdev_bits(device: impl AsFd) -> io::Result<EvdevBits> {
    const EVIOCGBIT_TYPES_8: libc::Ioctl = 0x8008_4520;
    const EVIOCGPROP_8: libc::Ioctl = 0x8008_4509;
    const EVIOCGBIT_KEY_96: libc::Ioctl = 0x8060_4521;
    let fd = device.as_fd().as_raw_fd();
    let mut bits = EvdevBits {
        types: 0,
        properties: 0,
        keys: [0; 96],
    };
    // SAFETY: the requests carry their sizes (8, 8 and 96 bytes), which are those of the fields they write.
    let codes = unsafe {
        [
            libc::ioctl(fd, EVIOCGBIT_TYPES_8, &raw mut bits.types),
            libc::ioctl(fd, EVIOCGPROP_8, &raw mut bits.properties),
            libc::ioctl(fd, EVIOCGBIT_KEY_96, bits.keys.as_mut_ptr()),
        ]
    };
    if codes.iter().any(|code| *code < 0) {
        return Err(io::Error::last_os_error());
    }
    Ok(bits)
}
