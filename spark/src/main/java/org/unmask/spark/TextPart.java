// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.unmask.data.SymbolStream;
import org.unmask.io.text.TextPieces;

/**
 * A range of bytes of a text. Its borders are wanted ones: the piece begins and ends at the first place from there on
 * where a text may be cut, which every task finds for itself.
 *
 * @param number place among the parts of all files
 * @param file where the text is
 * @param wantedFrom offset to begin at or after
 * @param wantedTo offset to end at or after
 * @param length bytes of the file
 * @param packed whether it is packed by gzip, and so one part
 * @param reading how all texts are read
 */
record TextPart(
        long number,
        String file,
        long wantedFrom,
        long wantedTo,
        long length,
        boolean packed,
        Broadcast<TextReading> reading)
        implements Part {

    @Override
    public boolean resumes() {
        return wantedFrom > 0;
    }

    @Override
    public void replay(SymbolStream.Sink sink) {
        TextReading how = reading.value();
        open(piece -> how.pieces().replay(piece, how.symbols(), sink));
    }

    /** Reads the part in codes of its own, to learn which symbols occur. */
    TextPieces.Tally tally(SymbolStream.Sink sink) {
        TextPieces.Tally[] found = {new TextPieces.Tally(java.util.List.of(), new long[0])};
        TextPieces pieces = reading.value().pieces();
        open(piece -> found[0] = pieces.tally(piece, sink));
        return found[0];
    }

    /** Takes the bytes of a piece. */
    private interface Reader {
        void read(TextPieces.Piece piece);
    }

    /** Opens the piece; nobody reads one that turns out to be empty. */
    private void open(Reader reader) {
        Path path = new Path(file);
        TextReading how = reading.value();
        try (FSDataInputStream in = path.getFileSystem(how.configuration()).open(path)) {
            if (packed) {
                InputStream whole = new GZIPInputStream(new BufferedInputStream(in, 1 << 16), 1 << 16);
                reader.read(new TextPieces.Piece(file, whole, 0, true));
                return;
            }
            long from = cut(in, how.pieces(), wantedFrom);
            long to = cut(in, how.pieces(), wantedTo);
            if (from < to) {
                in.seek(from);
                reader.read(new TextPieces.Piece(file, new Range(in, to - from), from, to == length));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long cut(FSDataInputStream in, TextPieces pieces, long wanted) throws IOException {
        if (wanted < TextPieces.BEFORE || wanted >= length) {
            return Math.min(wanted, length);
        }
        in.seek(wanted - TextPieces.BEFORE);
        return pieces.cut(in, wanted, length);
    }

    /** So many bytes of a stream, which stays open. */
    private static final class Range extends InputStream {

        private final InputStream in;
        private long left;

        Range(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            int most = (int) Math.min(count, left);
            int read = most == 0 && count > 0 ? -1 : in.read(into, offset, most);
            left -= Math.max(read, 0);
            return read;
        }
    }
}
