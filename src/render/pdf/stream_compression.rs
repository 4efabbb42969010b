//! Compresses streams (zlib, the filter `FlateDecode`). The only file that knows flate2.

use flate2::{Compress, Compression, FlushCompress, Status};

/// How hard to compress: harder takes a tenth more of a packet's time and saves a hundredth of its bytes.
const COMPRESSION_LEVEL: u32 = 4;

/// The bytes, compressed.
pub(super) fn compress_zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = Compress::new(Compression::new(COMPRESSION_LEVEL), true);
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    let mut status = Status::Ok;
    while status != Status::StreamEnd {
        packed.reserve(bytes.len() / 4 + 64);
        let read = usize::try_from(packer.total_in()).expect("a stream is in memory");
        status = packer
            .compress_vec(&bytes[read..], &mut packed, FlushCompress::Finish)
            .expect("memory takes all");
    }
    packed
}
