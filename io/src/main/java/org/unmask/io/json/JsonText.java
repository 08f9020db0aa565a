// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;

/**
 * Trees as JSON text. A tree is made of maps (fields in their order), collections, arrays of numbers, matrices (rows),
 * probability vectors, public records (fields in the order of their components, empty optional ones left out), numbers,
 * truth values, enum constants (in small letters with hyphens), texts and null. Doubles are written with the fewest
 * digits that read back as the same double, the same on every version of Java.
 */
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private JsonText() {}

    /**
     * A document on one line.
     *
     * @param tree the tree
     * @return its text, without a line break
     * @throws IllegalStateException when a number is not finite, as JSON has none such
     */
    public static String line(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * A document for files: objects and lists of lists over several lines, other lists on one.
     *
     * @param tree the tree
     * @return its text, ended by a line break
     * @throws IllegalStateException when a number is not finite, as JSON has none such
     */
    public static String page(@Nullable Object tree) {
        StringBuilder out = new StringBuilder();
        lay(out, plain(tree), "");
        return out.append('\n').toString();
    }

    /**
     * The fewest digits that read back as the same double.
     *
     * @param number any double
     * @return such as {@code 0.1}, {@code 2.0E-5}
     */
    public static String number(double number) {
        return NumberOutput.toString(number, true);
    }

    private static void lay(StringBuilder out, @Nullable Object value, String indent) {
        String inner = indent + "  ";
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String next = "{\n";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(next)
                        .append(inner)
                        .append(line(String.valueOf(entry.getKey())))
                        .append(": ");
                lay(out, entry.getValue(), inner);
                next = ",\n";
            }
            out.append('\n').append(indent).append('}');
        } else if (value instanceof List<?> list && list.stream().anyMatch(JsonText::isTree)) {
            String next = "[\n";
            for (Object element : list) {
                out.append(next).append(inner);
                lay(out, element, inner);
                next = ",\n";
            }
            out.append('\n').append(indent).append(']');
        } else {
            out.append(line(value));
        }
    }

    private static boolean isTree(@Nullable Object value) {
        return value instanceof List || value instanceof Map;
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) throws IOException {
        Object value = plain(tree);
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof java.math.BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }

    /** The same one level deep as a map, a list, a finite Double, Long, BigInteger, Boolean, String or null. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalStateException("a document holds the number " + number);
            }
            return number;
        }
        if (value instanceof Float number) {
            return plain(number.doubleValue());
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Collection<?> elements) {
            return plainList(elements);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            map.forEach((key, entry) -> out.put(String.valueOf(key), plain(entry)));
            return out;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
        return plainShape(value);
    }

    private static @Nullable Object plainShape(@Nullable Object value) {
        if (value instanceof Matrix matrix) {
            return plain(matrix.toRows());
        }
        if (value instanceof StochasticMatrix matrix) {
            return plain(matrix.matrix());
        }
        if (value instanceof Probabilities law) {
            return plain(law.toArray());
        }
        if (value != null && value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
                elements.add(java.lang.reflect.Array.get(value, i));
            }
            return plainList(elements);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : null;
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? plain(optional.getAsInt()) : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? plain(optional.getAsLong()) : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? plain(optional.getAsDouble()) : null;
        }
        return value instanceof Record record ? ofRecord(record) : value;
    }

    private static List<@Nullable Object> plainList(Collection<?> elements) {
        List<@Nullable Object> out = new ArrayList<>(elements.size());
        for (Object element : elements) {
            out.add(plain(element));
        }
        return out;
    }

    private static Map<String, @Nullable Object> ofRecord(Record record) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object found = component.getAccessor().invoke(record);
                Object value = plain(found);
                if (value != null) {
                    out.put(component.getName(), value);
                }
            } catch (ReflectiveOperationException closed) {
                throw new IllegalStateException(
                        "the record " + record.getClass().getName() + " is not public", closed);
            }
        }
        return out;
    }
}
