// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import org.unmask.io.BadInputException;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.matrix.Matrix;

/**
 * A value in a document together with its place. Every reading method says in its exception which file, which path, what
 * was found and what was expected.
 */
public final class JsonValue {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int SHOWN = 40;
    private static final int MOST_SAID = 150;

    private final String source;
    private final String path;
    private final JsonNode node;

    private JsonValue(String source, String path, JsonNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
    }

    /**
     * The document in a file.
     *
     * @param file the file, gzip or not
     * @return its root
     * @throws BadInputException when the file cannot be read or is no JSON, cut or followed by something else
     */
    public static JsonValue read(Path file) {
        return read(InputBytes.ofFile(file));
    }

    /**
     * The document in an input.
     *
     * @param input the input
     * @return its root
     * @throws BadInputException when it is no JSON, cut or followed by something else
     */
    public static JsonValue read(InputBytes input) {
        return parse(input.name(), input.readAll());
    }

    /**
     * The document in a text.
     *
     * @param source what it is called in messages
     * @param text the text
     * @return its root
     * @throws BadInputException when it is no JSON, cut or followed by something else
     */
    public static JsonValue parse(String source, String text) {
        return parse(source, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static JsonValue parse(String source, byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw BadInputException.in(source, "the file is empty, expected a JSON document");
            }
            return new JsonValue(source, "", node);
        } catch (JsonEOFException cut) {
            throw at(source, cut, "the file ends in the middle of the document, expected whole JSON");
        } catch (JacksonException malformed) {
            throw at(source, malformed, "no JSON: " + brief(malformed.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the parser says, without the end of a long word that it found. */
    private static String brief(String message) {
        return message.length() > MOST_SAID ? message.substring(0, MOST_SAID) + "…" : message;
    }

    private static BadInputException at(String source, JacksonException failure, String problem) {
        JsonLocation place = failure.getLocation();
        return place == null || place.getLineNr() < 1
                ? BadInputException.in(source, problem)
                : BadInputException.at(source, place.getLineNr(), place.getColumnNr(), problem);
    }

    /**
     * Name of the file.
     *
     * @return as in messages
     */
    public String source() {
        return source;
    }

    /**
     * Where the value stands.
     *
     * @return such as {@code transition[2][1]}; empty for the root
     */
    public String path() {
        return path;
    }

    /**
     * A problem with this value.
     *
     * @param problem what was found and what was expected
     * @return the exception, to be thrown, that names the file and the path
     */
    public BadInputException problem(String problem) {
        return BadInputException.in(source, (path.isEmpty() ? "" : path + ": ") + problem);
    }

    private BadInputException found(String expected) {
        String text = node.isContainerNode() ? (node.isArray() ? "a list" : "an object") : node.toString();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return problem("found " + shown + ", expected " + expected);
    }

    /**
     * Whether this is an object.
     *
     * @return true for an object
     */
    public boolean isObject() {
        return node.isObject();
    }

    /**
     * Whether this is a list.
     *
     * @return true for a list
     */
    public boolean isList() {
        return node.isArray();
    }

    /**
     * Whether this is a number.
     *
     * @return true for a number, not for a fraction in quotes
     */
    public boolean isNumber() {
        return node.isNumber();
    }

    /**
     * Whether this is a text.
     *
     * @return true for a text
     */
    public boolean isText() {
        return node.isTextual();
    }

    /**
     * Whether this is null.
     *
     * @return true for null
     */
    public boolean isNull() {
        return node.isNull();
    }

    /**
     * A field that must be there.
     *
     * @param name its name
     * @return its value
     * @throws BadInputException when this is no object or has no such field
     */
    public JsonValue field(String name) {
        return optionalField(name).orElseThrow(() -> problem("\"" + name + "\" is missing"));
    }

    /**
     * A field that may be there.
     *
     * @param name its name
     * @return its value; empty when there is none or it is null
     * @throws BadInputException when this is no object
     */
    public Optional<JsonValue> optionalField(String name) {
        if (!node.isObject()) {
            throw found("an object");
        }
        JsonNode value = node.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(new JsonValue(source, path.isEmpty() ? name : path + "." + name, value));
    }

    /**
     * The names of the fields.
     *
     * @return in the order of the document
     * @throws BadInputException when this is no object
     */
    public List<String> fieldNames() {
        if (!node.isObject()) {
            throw found("an object");
        }
        List<String> names = new ArrayList<>();
        Iterator<String> all = node.fieldNames();
        all.forEachRemaining(names::add);
        return names;
    }

    /**
     * The elements of a list.
     *
     * @return in their order
     * @throws BadInputException when this is no list
     */
    public List<JsonValue> elements() {
        if (!node.isArray()) {
            throw found("a list");
        }
        List<JsonValue> out = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            out.add(new JsonValue(source, path + "[" + i + "]", node.get(i)));
        }
        return out;
    }

    /**
     * The elements of a list of known length.
     *
     * @param length the length
     * @param why why this length, such as "one for each of the 3 states"
     * @return in their order
     * @throws BadInputException when this is no list or has another length
     */
    public List<JsonValue> elements(int length, String why) {
        List<JsonValue> out = elements();
        if (out.size() != length) {
            throw problem("found " + Counted.of(out.size(), "entry") + ", expected " + length
                    + (why.isEmpty() ? "" : ", " + why));
        }
        return out;
    }

    /**
     * A text.
     *
     * @return the text
     * @throws BadInputException when this is none
     */
    public String text() {
        if (!node.isTextual()) {
            throw found("a text in quotes");
        }
        return node.textValue();
    }

    /**
     * A symbol: a text, or a number or truth value as it is written.
     *
     * @return the symbol
     * @throws BadInputException when this is a list, an object or null
     */
    public String symbol() {
        if (!node.isValueNode() || node.isNull()) {
            throw found("a symbol");
        }
        return node.asText();
    }

    /**
     * A truth value.
     *
     * @return the value
     * @throws BadInputException when this is none
     */
    public boolean truth() {
        if (!node.isBoolean()) {
            throw found("true or false");
        }
        return node.booleanValue();
    }

    /**
     * A whole number.
     *
     * @param least the least that is allowed
     * @return the number
     * @throws BadInputException when this is no whole number of at least {@code least}
     */
    public int integer(int least) {
        if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToInt()) {
            throw found("a whole number");
        }
        if (node.intValue() < least) {
            throw found("a whole number of at least " + least);
        }
        return node.intValue();
    }

    /**
     * A finite number: a JSON number, or an exact fraction in quotes, rounded to the nearest double.
     *
     * @return the number
     * @throws BadInputException when this is none or beyond the range of doubles
     */
    public double number() {
        if (!node.isTextual() && !node.isNumber()) {
            throw found("a finite number");
        }
        double value = node.isTextual() ? Rationals.toDouble(rational()) : node.doubleValue();
        if (!Double.isFinite(value)) {
            throw problem("found a number beyond the range of doubles, expected a finite one");
        }
        return value;
    }

    /**
     * An exact number: a fraction in quotes as it is written, or the very double that a JSON number stands for.
     *
     * @return the fraction
     * @throws BadInputException when this is none
     */
    public BigFraction rational() {
        if (node.isTextual()) {
            return Rationals.parse(node.textValue())
                    .orElseThrow(() -> found("a number, or a fraction such as \"3/7\""));
        }
        return new BigFraction(number());
    }

    /**
     * A list of finite numbers.
     *
     * @return the numbers
     * @throws BadInputException when this is no list or an element is none
     */
    public double[] numbers() {
        return elements().stream().mapToDouble(JsonValue::number).toArray();
    }

    /**
     * A list of rows of finite numbers.
     *
     * @param rows expected number of rows
     * @param columns expected length of a row
     * @param whyRows why so many rows
     * @param whyColumns why so many entries in a row
     * @return the matrix
     * @throws BadInputException when lengths differ or an entry is no number
     */
    public Matrix matrix(int rows, int columns, String whyRows, String whyColumns) {
        double[] flat = new double[rows * columns];
        int next = 0;
        for (JsonValue row : elements(rows, whyRows)) {
            for (JsonValue entry : row.elements(columns, whyColumns)) {
                flat[next++] = entry.number();
            }
        }
        return Matrix.of(rows, columns, flat);
    }

    /**
     * The value with all below it as a plain tree: maps, lists, texts, numbers, truth values and null.
     *
     * @return the tree; its maps keep the order of the document
     */
    public @Nullable Object tree() {
        return tree(node);
    }

    private static @Nullable Object tree(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> out = new LinkedHashMap<>();
            node.fieldNames().forEachRemaining(name -> out.put(name, tree(node.get(name))));
            return out;
        }
        if (node.isArray()) {
            List<@Nullable Object> out = new ArrayList<>(node.size());
            node.forEach(element -> out.add(tree(element)));
            return out;
        }
        return node.isNumber()
                ? node.numberValue()
                : node.isBoolean() ? node.booleanValue() : node.isNull() ? null : node.asText();
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
