// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.Provenance;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.UnseenSymbols;
import org.unmask.io.BadInputException;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.io.data.DataSet;
import org.unmask.io.data.TokenKind;
import org.unmask.io.data.Transform;
import org.unmask.io.text.SequenceBreak;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model and data that are read in its symbols or coordinates. */
@Section("Model and data")
public final class ModelData {

    @Parameters(index = "0", paramLabel = "MODEL", description = "model file")
    @SuppressWarnings("NullAway.Init")
    private String modelFile;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private DataArguments arguments;

    @Option(
            names = "--unseen",
            order = 60,
            paramLabel = "HOW",
            description =
                    "symbols that the model does not have: refuse (default), missing (take them for tokens that were not seen)"
                            + " or smooth (each state gives all symbols of model and data a small probability)")
    private @Nullable String unseen;

    @Option(
            names = "--unseen-share",
            order = 61,
            paramLabel = "P",
            defaultValue = "0.001",
            description = "with --unseen smooth: the probability that a state gives to all symbols evenly (default"
                    + " ${DEFAULT-VALUE})")
    private double unseenShare;

    public ModelData() {}

    /**
     * What was read.
     *
     * @param model the model, smoothed if that was asked for
     * @param data the data in its symbols or coordinates
     * @param doubt where the data were not treated as those that the model was fitted to; empty where they were
     * @param provenance with the digests of both files
     */
    public record Read(Hmm model, DataSet data, Optional<String> doubt, Provenance provenance) {}

    /** Refuses an output in the place of either file. */
    public void keep(@Nullable Path out) {
        AtomicTargets.keep(modelFile, out);
        AtomicTargets.keep(arguments.name(), out);
    }

    /** Reads both. */
    public Read read(Provenance provenance) {
        ModelArgument argument = ModelArgument.read(modelFile);
        Hmm model = argument.model();
        InputBytes bytes = arguments.bytes();
        Hmm used = model;
        DataSet data;
        if (model.emission() instanceof Categorical categorical) {
            if (unseenWord().equals("smooth")) {
                Alphabet all = union(categorical.alphabet(), bytes);
                used = UnseenSymbols.smoothed(model, all, unseenShare);
                data = read(bytes, all, argument);
            } else {
                data = read(bytes, categorical.alphabet(), argument);
            }
        } else {
            data = DataReader.read(bytes, options(argument));
            int expected = ((Gaussian) model.emission()).dimension();
            if (data.sequences().dimension() != expected) {
                throw BadInputException.in(
                        data.provenance().source(),
                        "found " + Counted.of(data.sequences().dimension(), "column") + " "
                                + data.provenance().columns() + ", expected " + expected
                                + " as the model has; --columns chooses them");
            }
        }
        return new Read(
                used,
                data,
                otherwise(argument.note(), data),
                argument.in(provenance)
                        .with(arguments.name(), "sha256:" + data.provenance().sha256()));
    }

    /** The data's columns are those of the model, and standardized as its data were. */
    private DataOptions options(ModelArgument argument) {
        ModelNote note = argument.note();
        DataOptions options = arguments.options(TokenKind.POINTS);
        if (note.standards().isPresent() && options.transforms().contains(Transform.STANDARDIZE)) {
            options = options.withStandards(note.standards().get());
        }
        return arguments.choosesColumns()
                ? options
                : options.withPreferred(
                        note.columnsOf(argument.model().emission().dimension()));
    }

    private static Optional<String> otherwise(ModelNote note, DataSet data) {
        List<String> done =
                data.provenance().transforms().stream().map(Transform::word).toList();
        return note.columns().isEmpty() || done.equals(note.transforms())
                ? Optional.empty()
                : Optional.of("note: the model was fitted to " + treatment(note.transforms()) + ", these data are "
                        + treatment(done));
    }

    private static String treatment(List<String> transforms) {
        return transforms.isEmpty()
                ? "columns as they stand"
                : "columns after "
                        + transforms.stream().map(word -> "--" + word).collect(Collectors.joining(" "));
    }

    private DataSet read(InputBytes bytes, Alphabet alphabet, ModelArgument argument) {
        try {
            return DataReader.read(
                    bytes,
                    options(bytes, alphabet)
                            .withAlphabet(
                                    alphabet,
                                    unseenWord().equals("missing")
                                            ? org.unmask.io.text.UnseenSymbols.MISSING
                                            : org.unmask.io.text.UnseenSymbols.REFUSE));
        } catch (BadInputException refused) {
            Optional<DataFormat> fitted = argument.note().format();
            if (bytes.size() > 0
                    && arguments.format().isEmpty()
                    && fitted.isPresent()
                    && fitted.get() != DataFormat.of(bytes)) {
                throw new IllegalArgumentException(
                        refused.getMessage() + "; the model was fitted to data read with --format "
                                + fitted.get().word());
            }
            throw refused;
        }
    }

    /** A model of characters that does not know the line break reads each line as a sequence, as simulate writes them. */
    private DataOptions options(InputBytes bytes, Alphabet alphabet) {
        DataOptions options = arguments.options(TokenKind.SYMBOLS);
        if (!arguments.choosesColumns()) {
            options = options.withPreferred(List.of("symbol"));
        }
        boolean characters = options.format().orElseGet(() -> DataFormat.of(bytes)) == DataFormat.CHARACTERS;
        return characters && !arguments.saysBreaks() && alphabet.code("\n").isEmpty()
                ? options.withBreaks(SequenceBreak.LINES)
                : options;
    }

    private Alphabet union(Alphabet known, InputBytes bytes) {
        SymbolSequences found =
                (SymbolSequences) DataReader.read(bytes, options(bytes, known)).sequences();
        List<String> symbols = new ArrayList<>(known.symbols());
        found.alphabet().symbols().stream()
                .filter(symbol -> known.code(symbol).isEmpty())
                .forEach(symbols::add);
        return Alphabet.of(symbols);
    }

    private String unseenWord() {
        String word = unseen == null ? "refuse" : unseen;
        if (!List.of("refuse", "missing", "smooth").contains(word)) {
            throw new UsageException("--unseen is \"" + word + "\", expected refuse, missing or smooth");
        }
        if (!(unseenShare > 0 && unseenShare <= 1)) {
            throw new UsageException("--unseen-share is " + unseenShare + ", expected above 0 and at most 1");
        }
        return word;
    }
}
