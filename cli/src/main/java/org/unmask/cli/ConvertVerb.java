// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.Provenance;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.DataArguments;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.io.AtomicFile;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataConverter;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataProvenance;
import org.unmask.io.data.TokenKind;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.io.model.HmmlearnFiles;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes data or a model in another format. */
@Command(
        name = "convert",
        description =
                "Writes data as characters, csv, tsv, jsonl or parquet, and models as arrays of hmmlearn (JSON) or back."
                        + " What DATA is, is seen from the file; the options of data say how to read it.",
        footer = {
            "  unmask convert model.json --to hmmlearn --out arrays.json",
            "  unmask convert stocks.csv --columns DAX,SMI --log-return --out returns.parquet"
        })
@SuppressWarnings("NullAway.Init")
final class ConvertVerb extends Verb {

    @Mixin
    private DataArguments data;

    @Option(
            names = "--to",
            order = 1,
            paramLabel = "FORMAT",
            description = "model, hmmlearn, characters, csv, tsv, jsonl or parquet;"
                    + " by default seen from the end of --out, and the other one for a model")
    private @Nullable String to;

    @Option(names = "--out", order = 2, required = true, paramLabel = "FILE", description = "where it goes")
    private Path out;

    @Override
    protected int run(Console console) {
        AtomicTargets.check(out);
        AtomicTargets.keep(data.name(), out);
        InputBytes bytes = data.bytes();
        Optional<JsonValue> model = model(bytes);
        Provenance provenance = provenance().with(data.name(), "sha256:" + bytes.sha256());
        Map<String, Object> document = new LinkedHashMap<>();
        String format;
        if (model.isPresent()) {
            format = convertModel(model.get(), provenance);
        } else {
            format = dataFormat().word();
            DataProvenance read = DataConverter.convert(bytes, data.options(TokenKind.ANY), out, dataFormat());
            document.put("tokens", read.tokens());
            document.put("sequences", read.sequences());
            console.print(Counted.of(read.tokens(), "token") + " in " + Counted.of(read.sequences(), "sequence"));
        }
        document.put("format", format);
        document.put("out", out.toString());
        document.put("provenance", provenance.document());
        console.document(document);
        console.say(format + " written to " + out);
        return ExitCode.ANSWERED;
    }

    private String convertModel(JsonValue document, Provenance provenance) {
        boolean arrays = document.optionalField("format").isEmpty();
        Hmm model = arrays ? HmmlearnFiles.read(document) : ModelFiles.read(document);
        String format = to == null ? (arrays ? "model" : "hmmlearn") : to;
        switch (format) {
            case "model" -> ModelFiles.write(out, model, Map.of("provenance", provenance.document()));
            case "hmmlearn" -> AtomicFile.write(out, JsonText.page(HmmlearnFiles.document(model)));
            default -> throw new UsageException("--to is \"" + format + "\", expected model or hmmlearn for a model");
        }
        return format;
    }

    private DataFormat dataFormat() {
        if (to != null) {
            String word = to;
            return Options.usage(() -> DataFormat.ofWord(word));
        }
        String name = out.toString().toLowerCase(Locale.ROOT);
        return Options.usage(() -> switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> DataFormat.CSV;
            case "tsv", "tab" -> DataFormat.TSV;
            case "jsonl", "ndjson" -> DataFormat.JSONL;
            case "parquet", "pq" -> DataFormat.PARQUET;
            case "txt" -> DataFormat.CHARACTERS;
            default -> throw new UsageException("the name " + out + " does not tell the format, expected --to");
        });
    }

    /** A model's document or hmmlearn's arrays: one JSON object over the whole file. */
    private static Optional<JsonValue> model(InputBytes bytes) {
        String head = new String(bytes.head(1 << 12), StandardCharsets.UTF_8).stripLeading();
        if (!head.startsWith("{") || !(head.contains("\"unmask-model\"") || head.contains("transmat"))) {
            return Optional.empty();
        }
        return Optional.of(JsonValue.read(bytes));
    }
}
