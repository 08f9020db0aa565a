// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextPieces;
import org.unmask.io.text.TextUnit;
import org.unmask.model.Alphabet;

/** How all parts of texts are read: sent to every executor once. */
final class TextReading implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SerializableConfiguration configuration;
    private final TextUnit unit;
    private final SequenceBreak breaks;
    private final ArrayList<String> missing;
    private final ArrayList<String> alphabet;
    private final ArrayList<String> absent;

    private TextReading(
            SerializableConfiguration configuration,
            TextUnit unit,
            SequenceBreak breaks,
            Set<String> missing,
            List<String> alphabet,
            Set<String> absent) {
        this.configuration = configuration;
        this.unit = unit;
        this.breaks = breaks;
        this.missing = new ArrayList<>(new TreeSet<>(missing));
        this.alphabet = new ArrayList<>(alphabet);
        this.absent = new ArrayList<>(new TreeSet<>(absent));
    }

    /** Before the alphabet is known. */
    TextReading(Configuration configuration, TextUnit unit, SequenceBreak breaks, Set<String> missing) {
        this(new SerializableConfiguration(configuration), unit, breaks, missing, List.of(), Set.of());
    }

    /** With the alphabet. */
    TextReading with(TextPieces.Symbols symbols) {
        return new TextReading(
                configuration,
                unit,
                breaks,
                Set.copyOf(missing),
                symbols.alphabet().symbols(),
                symbols.absent());
    }

    Configuration configuration() {
        return configuration.value();
    }

    TextPieces pieces() {
        return new TextPieces(unit, breaks, Set.copyOf(missing));
    }

    /** The symbols; there must be an alphabet. */
    TextPieces.Symbols symbols() {
        return new TextPieces.Symbols(Alphabet.of(alphabet), Set.copyOf(absent));
    }
}
