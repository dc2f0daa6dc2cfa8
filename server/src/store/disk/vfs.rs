//! The disk as SQLite sees it: its "VFS" interface (<https://sqlite.org/vfs.html>) in front of [`Files`].
#![expect(
    unsafe_code,
    reason = "SQLite's interface to files is one of C; everything behind it is safe code"
)]

use std::{
    ffi::{CStr, CString, c_char, c_int, c_void},
    mem::MaybeUninit,
    ptr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};

use super::{
    files::{Fault, Files},
    locked,
    locks::{Busy, Hold},
};

type Shared = Arc<Mutex<Files>>;

const SECTOR: c_int = 512;
const LONGEST_NAME: c_int = 512;
/// A fixed moment, in milliseconds of the Julian period: nothing of a run depends on the real clock.
const NOON: i64 = 212_000_000_000_000;

/// A VFS that SQLite knows, until it is dropped. All connections on it must be closed before.
pub(super) struct Registered {
    vfs: Box<sqlite3_vfs>,
    name: CString,
    _files: Box<Shared>,
}

// SAFETY: the pointers of the VFS lead to its own boxes and to immutable statics; SQLite uses them from any
// thread, and what lies behind is guarded by a mutex.
unsafe impl Send for Registered {}

impl Registered {
    pub(super) fn new(files: Shared) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = CString::new(format!("simulated-{number}")).unwrap();
        let mut files = Box::new(files);
        // SAFETY: a VFS is a struct of C for which all zeros (no functions, null pointers) is a value.
        let mut vfs: Box<sqlite3_vfs> = Box::new(unsafe { MaybeUninit::zeroed().assume_init() });
        vfs.iVersion = 2;
        vfs.szOsFile = c_int::try_from(size_of::<File>()).unwrap();
        vfs.mxPathname = LONGEST_NAME;
        vfs.zName = name.as_ptr();
        vfs.pAppData = ptr::from_mut(&mut *files).cast();
        vfs.xOpen = Some(open);
        vfs.xDelete = Some(delete);
        vfs.xAccess = Some(access);
        vfs.xFullPathname = Some(full_path_name);
        vfs.xRandomness = Some(randomness);
        vfs.xSleep = Some(sleep);
        vfs.xCurrentTimeInt64 = Some(current_time);
        // SAFETY: the VFS and its name live until `drop` takes it back.
        let registered = unsafe { ffi::sqlite3_vfs_register(&raw mut *vfs, 0) };
        assert_eq!(registered, ffi::SQLITE_OK);
        Self {
            vfs,
            name,
            _files: files,
        }
    }

    pub(super) fn name(&self) -> &str {
        self.name.to_str().unwrap()
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        // SAFETY: it was registered in `new`.
        unsafe { ffi::sqlite3_vfs_unregister(&raw mut *self.vfs) };
    }
}

/// An open file, in memory that SQLite gives us; SQLite looks at the first field only.
#[repr(C)]
struct File {
    base: sqlite3_file,
    handle: *mut Handle,
}

struct Handle {
    files: Shared,
    name: String,
    number: u64,
    temporary: bool,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

fn code(done: Result<(), Fault>, failed: c_int) -> c_int {
    match done {
        Ok(()) => ffi::SQLITE_OK,
        Err(Fault::Io) => failed,
        Err(Fault::Full) => ffi::SQLITE_FULL,
    }
}

/// SQLite's offsets are not negative.
fn place(offset: i64) -> usize {
    usize::try_from(offset).unwrap_or(0)
}

fn length(amount: c_int) -> usize {
    usize::try_from(amount).unwrap_or(0)
}

/// The files behind a VFS.
///
/// # Safety
/// The VFS must be one of ours.
unsafe fn files_of<'a>(vfs: *mut sqlite3_vfs) -> &'a Shared {
    // SAFETY: `Registered` keeps what the pointer leads to for as long as SQLite knows the VFS.
    unsafe { &*(*vfs).pAppData.cast::<Shared>() }
}

/// A name as SQLite gives it.
///
/// # Safety
/// The pointer must be null or lead to a text that ends with a zero.
unsafe fn text(name: *const c_char) -> Option<String> {
    if name.is_null() {
        return None;
    }
    // SAFETY: as the caller promises.
    let name = unsafe { CStr::from_ptr(name) };
    Some(name.to_string_lossy().into_owned())
}

/// What we keep of an open file.
///
/// # Safety
/// The file must have been opened by `open`, and not been closed.
unsafe fn handle_of<'a>(file: *mut sqlite3_file) -> &'a Handle {
    // SAFETY: `open` has put it there, and `close` takes it away.
    unsafe { &*(*file.cast::<File>()).handle }
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls this with our VFS, a name or null, and memory of the size we asked for.
    let (files, name) = unsafe { (files_of(vfs), text(name)) };
    let temporary = name.is_none();
    let name = name.unwrap_or_else(|| format!("temporary-{file:p}"));
    let opened = locked(files).open(&name, flags & ffi::SQLITE_OPEN_CREATE != 0);
    let Ok(number) = opened else {
        // SAFETY: as above; without methods SQLite does not close it.
        unsafe { (*file).pMethods = ptr::null() };
        return ffi::SQLITE_CANTOPEN;
    };
    let handle = Handle {
        files: Arc::clone(files),
        name,
        number,
        temporary,
    };
    // SAFETY: as above.
    unsafe {
        (*file.cast::<File>()).handle = Box::into_raw(Box::new(handle));
        (*file).pMethods = &raw const METHODS;
        if !flags_out.is_null() {
            *flags_out = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file that we opened, once.
    let handle = unsafe { Box::from_raw((*file.cast::<File>()).handle) };
    let mut files = locked(&handle.files);
    files.locks(&handle.name).close(handle.number);
    if handle.temporary {
        // It may be off; then the file is gone anyway.
        let _ = files.remove(&handle.name);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite gives an open file and a buffer of `amount` bytes.
    let (handle, into) = unsafe {
        let into = std::slice::from_raw_parts_mut(into.cast::<u8>(), length(amount));
        (handle_of(file), into)
    };
    match locked(&handle.files).read(&handle.name, place(offset), into) {
        Ok(read) if read == into.len() => ffi::SQLITE_OK,
        Ok(_) => ffi::SQLITE_IOERR_SHORT_READ,
        Err(_) => ffi::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite gives an open file and `amount` bytes.
    let (handle, bytes) = unsafe {
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), length(amount));
        (handle_of(file), bytes)
    };
    let written = locked(&handle.files).write(&handle.name, place(offset), bytes);
    code(written, ffi::SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle_of(file) };
    let done = locked(&handle.files).truncate(&handle.name, place(size));
    code(done, ffi::SQLITE_IOERR_TRUNCATE)
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle_of(file) };
    code(
        locked(&handle.files).sync(&handle.name),
        ffi::SQLITE_IOERR_FSYNC,
    )
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: SQLite gives an open file and a place for the size.
    unsafe {
        let handle = handle_of(file);
        let length = locked(&handle.files).length(&handle.name);
        *size = i64::try_from(length).unwrap_or(i64::MAX);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle_of(file) };
    match locked(&handle.files)
        .locks(&handle.name)
        .raise(handle.number, level)
    {
        Ok(()) => ffi::SQLITE_OK,
        Err(Busy) => ffi::SQLITE_BUSY,
    }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle_of(file) };
    locked(&handle.files)
        .locks(&handle.name)
        .lower(handle.number, level);
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, result: *mut c_int) -> c_int {
    // SAFETY: SQLite gives an open file and a place for the answer.
    unsafe {
        let handle = handle_of(file);
        *result = locked(&handle.files)
            .locks(&handle.name)
            .is_reserved()
            .into();
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut sqlite3_file) -> c_int {
    SECTOR
}

/// What SQLite takes a disk of Linux for: a write that is torn leaves its neighbours alone, and nothing more.
unsafe extern "C" fn device_characteristics(_: *mut sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    make: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite gives an open file and a place for the pointer; the region stays until it is unmapped.
    unsafe {
        let handle = handle_of(file);
        let mut files = locked(&handle.files);
        let locks = files.locks(&handle.name);
        let region = locks.region(handle.number, length(region), length(size), make != 0);
        *out = region.map_or(ptr::null_mut(), <*mut u8>::cast);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle_of(file) };
    let slots = length(offset)..length(offset + count);
    let mut files = locked(&handle.files);
    let locks = files.locks(&handle.name);
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        locks.release(handle.number, slots);
        return ffi::SQLITE_OK;
    }
    let hold = if flags & ffi::SQLITE_SHM_EXCLUSIVE != 0 {
        Hold::Exclusive
    } else {
        Hold::Shared
    };
    match locks.take(handle.number, slots, hold) {
        Ok(()) => ffi::SQLITE_OK,
        Err(Busy) => ffi::SQLITE_BUSY,
    }
}

unsafe extern "C" fn shm_barrier(_: *mut sqlite3_file) {}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: SQLite gives an open file.
    let handle = unsafe { handle_of(file) };
    locked(&handle.files)
        .locks(&handle.name)
        .unmap(handle.number);
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    // SAFETY: SQLite calls this with our VFS and a name.
    let (files, name) = unsafe { (files_of(vfs), text(name).unwrap_or_default()) };
    let mut files = locked(files);
    if !files.exists(&name) {
        return ffi::SQLITE_IOERR_DELETE_NOENT;
    }
    code(files.remove(&name), ffi::SQLITE_IOERR_DELETE)
}

unsafe extern "C" fn access(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    _flags: c_int,
    result: *mut c_int,
) -> c_int {
    // SAFETY: SQLite calls this with our VFS, a name and a place for the answer.
    unsafe {
        let name = text(name).unwrap_or_default();
        *result = locked(files_of(vfs)).exists(&name).into();
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path_name(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite gives a name and room for `room` bytes.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > length(room) {
            return ffi::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(bytes.as_ptr(), out.cast(), bytes.len());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn randomness(vfs: *mut sqlite3_vfs, amount: c_int, out: *mut c_char) -> c_int {
    // SAFETY: SQLite calls this with our VFS and a buffer of `amount` bytes.
    unsafe {
        let out = std::slice::from_raw_parts_mut(out.cast::<u8>(), length(amount));
        locked(files_of(vfs)).random_bytes(out);
    }
    amount
}

unsafe extern "C" fn sleep(_: *mut sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

unsafe extern "C" fn current_time(_: *mut sqlite3_vfs, out: *mut i64) -> c_int {
    // SAFETY: SQLite gives a place for the time.
    unsafe { *out = NOON };
    ffi::SQLITE_OK
}
