// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;

/** UTF-8 by hand: blocks that end with a whole character, and the decoding of what is not ASCII. */
final class Utf8 {

    /** Takes blocks of whole characters. */
    @FunctionalInterface
    interface Blocks {
        /**
         * Takes a block.
         *
         * @param bytes the buffer; used again
         * @param from first byte
         * @param to after the last byte
         * @param base offset in the input of the byte at index 0
         */
        void accept(byte[] bytes, int from, int to, long base);
    }

    static final int BLOCK = 1 << 16;

    private static final String EXPECTED = ", expected a text in UTF-8";

    private Utf8() {}

    /** Passes an input by in blocks of at most {@link #BLOCK} bytes. */
    static void read(InputBytes input, Blocks blocks) {
        try (InputStream in = input.open()) {
            read(in, 0, blocks);
        } catch (Misplaced misplaced) {
            throw placed(input, misplaced);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Passes the rest of a stream by.
     *
     * @param start offset in the text of the stream's first byte
     * @throws Misplaced when it ends within a character
     */
    static void read(InputStream in, long start, Blocks blocks) throws IOException {
        byte[] buffer = new byte[BLOCK];
        int kept = 0;
        long base = start;
        while (true) {
            int read = in.readNBytes(buffer, kept, BLOCK - kept);
            int end = kept + read;
            if (read == 0 && end > 0) {
                throw new Misplaced(base, "the text ends within a character" + EXPECTED);
            }
            if (read == 0) {
                return;
            }
            int from = base == 0 && startsWithMark(buffer, end) ? 3 : 0;
            int whole = wholeEnd(buffer, end);
            if (whole > from) {
                blocks.accept(buffer, from, whole, base);
            }
            kept = end - whole;
            System.arraycopy(buffer, whole, buffer, 0, kept);
            base += whole;
        }
    }

    private static boolean startsWithMark(byte[] buffer, int end) {
        return end >= 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf;
    }

    /** Index after the last character that is whole. */
    private static int wholeEnd(byte[] bytes, int end) {
        for (int back = 1; back <= Math.min(3, end); back++) {
            int lead = bytes[end - back] & 0xff;
            if (lead < 0x80) {
                return end;
            }
            if (lead >= 0xc0) {
                return length(lead) > back ? end - back : end;
            }
        }
        return end;
    }

    private static int length(int lead) {
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    /**
     * Number of bytes of the character whose first byte is not ASCII.
     *
     * @throws Misplaced when it is no valid character
     */
    static int length(byte[] bytes, int at, int to, long base) {
        int lead = bytes[at] & 0xff;
        int length = length(lead);
        if (lead < 0xc2 || lead > 0xf4 || at + length > to) {
            throw malformed(bytes, at, base);
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                throw malformed(bytes, at, base);
            }
        }
        int second = bytes[at + 1] & 0xff;
        boolean bad = (lead == 0xe0 && second < 0xa0)
                || (lead == 0xed && second >= 0xa0)
                || (lead == 0xf0 && second < 0x90)
                || (lead == 0xf4 && second >= 0x90);
        if (bad) {
            throw malformed(bytes, at, base);
        }
        return length;
    }

    /** The character of a valid sequence of 2 to 4 bytes. */
    static int codePoint(byte[] bytes, int at, int length) {
        int lead = bytes[at] & 0xff;
        int out = length == 2 ? lead & 0x1f : length == 3 ? lead & 0x0f : lead & 0x07;
        for (int i = 1; i < length; i++) {
            out = (out << 6) | (bytes[at + i] & 0x3f);
        }
        return out;
    }

    private static Misplaced malformed(byte[] bytes, int at, long base) {
        return new Misplaced(
                base + at, String.format("the byte 0x%02x begins no character", bytes[at] & 0xff) + EXPECTED);
    }

    /** Finds the line and the character of a problem by reading the input once more. */
    static BadInputException placed(InputBytes input, Misplaced problem) {
        long line = 1;
        long column = 1;
        try (InputStream in = input.open()) {
            byte[] buffer = new byte[BLOCK];
            long left = problem.offset();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, BLOCK));
                if (read < 0) {
                    break;
                }
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        line++;
                        column = 1;
                    } else if ((buffer[i] & 0xc0) != 0x80) {
                        column++;
                    }
                }
                left -= read;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return BadInputException.at(input.name(), line, column, problem.problem());
    }
}
