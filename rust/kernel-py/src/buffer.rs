//! Arrays across the seam: out without a copy as `Buffer`, in as vectors copied before the
//! interpreter is released.
//!
//! Lending memory through the buffer protocol needs raw pointers, so this file holds the seam's
//! only unsafe code.

use std::ffi::c_int;
use std::sync::Arc;

use bytes::Bytes;
use pyo3::buffer::{Element, PyBuffer};
use pyo3::exceptions::{PyBufferError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use spanmill_kernel::block::Block;

/// Memory that a `Buffer` lends. The bytes must not move or change while the owner lives.
pub trait Owner: Send + Sync + 'static {
    /// The bytes.
    fn bytes(&self) -> &[u8];

    /// The same in pieces, for who can do without having them end to end.
    fn pieces(self: Arc<Self>) -> Vec<Bytes> {
        vec![lent(self)]
    }
}

/// The bytes of `owner`, without a copy.
pub fn lent<O: Owner + ?Sized>(owner: Arc<O>) -> Bytes {
    Bytes::from_owner(Lent(owner))
}

/// Item types that are plain bytes: no padding, and every bit pattern means something.
///
/// # Safety
/// Only for integers, floats and arrays of them.
pub unsafe trait Plain: Send + Sync + 'static {}

// SAFETY: numbers, or arrays of numbers, without padding.
unsafe impl Plain for u8 {}
// SAFETY: as above.
unsafe impl Plain for i32 {}
// SAFETY: as above.
unsafe impl Plain for u32 {}
// SAFETY: as above.
unsafe impl Plain for i64 {}
// SAFETY: as above.
unsafe impl Plain for u64 {}
// SAFETY: as above.
unsafe impl Plain for f64 {}
// SAFETY: as above.
unsafe impl Plain for [u8; 8] {}
// SAFETY: as above.
unsafe impl Plain for [u8; 16] {}

/// The bytes of a slice of plain items.
#[must_use]
pub fn as_bytes<T: Plain>(items: &[T]) -> &[u8] {
    // SAFETY: `Plain` items have no padding, and the length in bytes is that of the slice itself.
    unsafe { std::slice::from_raw_parts(items.as_ptr().cast::<u8>(), size_of_val(items)) }
}

impl<T: Plain> Owner for Vec<T> {
    fn bytes(&self) -> &[u8] {
        as_bytes(self)
    }
}

impl<T: Plain> Owner for Arc<Vec<T>> {
    fn bytes(&self) -> &[u8] {
        as_bytes(self)
    }
}

impl Owner for Arc<Block> {
    fn bytes(&self) -> &[u8] {
        Block::bytes(self)
    }
}

/// A part of something shared: the owner, and how to find the bytes in it.
pub struct Part<S>(pub Arc<S>, pub fn(&S) -> &[u8]);

impl<S: Send + Sync + 'static> Owner for Part<S> {
    fn bytes(&self) -> &[u8] {
        (self.1)(&self.0)
    }
}

/// Read-only bytes owned by the kernel.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Buffer {
    owner: Arc<dyn Owner>,
}

/// Bytes that a sender holds until they are on their way.
struct Lent<O: ?Sized>(Arc<O>);

impl<O: Owner + ?Sized> AsRef<[u8]> for Lent<O> {
    fn as_ref(&self) -> &[u8] {
        self.0.bytes()
    }
}

impl Buffer {
    /// Lend the bytes of `owner`.
    pub fn new(owner: impl Owner) -> Self {
        Self {
            owner: Arc::new(owner),
        }
    }

    /// The same bytes, without a copy.
    #[must_use]
    pub fn lend(&self) -> Vec<Bytes> {
        Arc::clone(&self.owner).pieces()
    }
}

#[pymethods]
impl Buffer {
    fn __len__(&self) -> usize {
        self.owner.bytes().len()
    }

    /// # Safety
    /// Called by the interpreter with a view to fill.
    unsafe fn __getbuffer__(
        slf: Bound<'_, Self>,
        view: *mut ffi::Py_buffer,
        flags: c_int,
    ) -> PyResult<()> {
        if flags & ffi::PyBUF_WRITABLE == ffi::PyBUF_WRITABLE {
            return Err(PyBufferError::new_err("the kernel's buffers are read-only"));
        }
        let bytes = slf.get().owner.bytes();
        let len = ffi::Py_ssize_t::try_from(bytes.len())?;
        let start = bytes.as_ptr().cast_mut().cast();
        // SAFETY: the view keeps a reference to `slf`, which owns the bytes and never changes them.
        match unsafe { ffi::PyBuffer_FillInfo(view, slf.as_ptr(), start, len, 1, flags) } {
            0 => Ok(()),
            _ => Err(PyErr::fetch(slf.py())),
        }
    }
}

/// Item types that arrays may have on the way in.
pub trait Item: Element {
    /// Bytes an item.
    const SIZE: usize;
    /// Read one item.
    fn read(bytes: &[u8]) -> Self;
}

macro_rules! items {
    ($($kind:ty),*) => {$(
        impl Item for $kind {
            const SIZE: usize = size_of::<$kind>();
            fn read(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(Default::default(), |chunk| Self::from_le_bytes(*chunk))
            }
        }
    )*};
}
items!(u8, i32, u32, i64, u64, f64);

/// Copy an array in: items of type `T`, or plain bytes of a whole number of them.
///
/// # Errors
/// `BufferError` or `ValueError` for anything else.
pub fn array<T: Item>(argument: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
    let fault = match PyBuffer::<T>::get(argument) {
        Ok(buffer) => return buffer.to_vec(argument.py()),
        Err(fault) => fault,
    };
    let Ok(buffer) = PyBuffer::<u8>::get(argument) else {
        return Err(fault);
    };
    let bytes = buffer.to_vec(argument.py())?;
    if !bytes.len().is_multiple_of(T::SIZE) {
        return Err(PyValueError::new_err(format!(
            "expected items of {} bytes",
            T::SIZE
        )));
    }
    Ok(bytes.chunks_exact(T::SIZE).map(T::read).collect())
}

/// Copy an optional array in.
///
/// # Errors
/// As `array`.
pub fn optional_array<T: Item>(argument: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<T>>> {
    argument.map(array).transpose()
}
