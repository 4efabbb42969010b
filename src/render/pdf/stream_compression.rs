//! Compresses streams for the filter `FlateDecode` (zlib). Only this file uses flate2.

use flate2::{Compress, Compression, FlushCompress, Status};

/// zlib level 0 to 9. A higher level makes a packet take a tenth longer and saves only 1 % of its bytes.
const COMPRESSION_LEVEL: u32 = 4;

/// Compresses `bytes` as one zlib stream.
pub(super) fn compress_zlib(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = Compress::new(Compression::new(COMPRESSION_LEVEL), true);
    let mut compressed = Vec::with_capacity(bytes.len() / 2 + 64);
    let mut status = Status::Ok;
    while status != Status::StreamEnd {
        compressed.reserve(bytes.len() / 4 + 64);
        let consumed = usize::try_from(compressor.total_in()).expect("a stream fits in memory");
        status = compressor
            .compress_vec(&bytes[consumed..], &mut compressed, FlushCompress::Finish)
            .expect("compressing in memory cannot fail");
    }
    compressed
}
