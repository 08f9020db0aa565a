// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.matrix.Matrix;

/**
 * Trees of maps, lists, texts and numbers as JSON that may stand inside a {@code <script>} element whatever the texts
 * say: {@code < > &} and the line ends of JavaScript are escaped, so no text of the data ends the element or starts
 * another.
 */
final class EmbeddedJson {

    private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new Escapes());

    private final JsonGenerator generator;
    private final boolean exact;

    private EmbeddedJson(JsonGenerator generator, boolean exact) {
        this.generator = generator;
        this.exact = exact;
    }

    /**
     * A tree as text on one line.
     *
     * @param tree maps, lists, matrices, optionals, texts, numbers, truth values; a number that is not finite becomes
     *     null, and one outside of what is {@link Exact} has nine digits
     * @return JSON without {@code <}, {@code >}, {@code &}, U+2028 and U+2029
     */
    static String text(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            new EmbeddedJson(generator, false).write(tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void write(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(element);
            }
            generator.writeEndArray();
        } else if (value instanceof Matrix matrix) {
            generator.writeStartArray();
            for (double[] row : matrix.toRows()) {
                write(row);
            }
            generator.writeEndArray();
        } else if (value instanceof Exact whole) {
            new EmbeddedJson(generator, true).write(whole.document());
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null));
        } else {
            writeLeaf(value);
        }
    }

    private void writeLeaf(@Nullable Object value) throws IOException {
        if (value instanceof double[] numbers) {
            generator.writeStartArray();
            for (double number : numbers) {
                writeNumber(number);
            }
            generator.writeEndArray();
        } else if (value instanceof int[] numbers) {
            generator.writeArray(numbers, 0, numbers.length);
        } else if (value instanceof Double number) {
            writeNumber(number);
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }

    /** Nobody sees more than seven digits of a chart, and a page of a thousand numbers is half the size with them. */
    private void writeNumber(double number) throws IOException {
        if (!Double.isFinite(number)) {
            generator.writeNull();
        } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            generator.writeNumber((long) number);
        } else {
            generator.writeNumber(Double.toString(exact ? number : shortened(number)));
        }
    }

    private static double shortened(double number) {
        return new java.math.BigDecimal(number)
                .round(new java.math.MathContext(9))
                .doubleValue();
    }

    /** The escapes of JSON, and those that HTML and JavaScript need. */
    private static final class Escapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (char special : new char[] {'<', '>', '&', '\''}) {
                codes[special] = ESCAPE_STANDARD;
            }
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0x2028 || character == 0x2029
                    ? new com.fasterxml.jackson.core.io.SerializedString(String.format("\\u%04X", character))
                    : null;
        }
    }
}
