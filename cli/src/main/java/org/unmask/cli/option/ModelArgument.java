// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import org.unmask.cli.answer.Provenance;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonValue;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;

/**
 * A model file and the digest of its bytes. The document may be a model, or one that has a model in its field
 * {@code model}, as {@code fit --json} prints it.
 *
 * @param model the model
 * @param name of the file, as given
 * @param digest SHA-256 of its bytes
 * @param note what a fit wrote down about its data
 */
public record ModelArgument(Hmm model, String name, String digest, ModelNote note) {

    /** Reads a model; {@code -} is standard input. */
    public static ModelArgument read(String path) {
        InputBytes bytes = InputBytes.of(path);
        JsonValue document = JsonValue.read(bytes);
        JsonValue model =
                document.isObject() && document.optionalField("format").isEmpty()
                        ? document.optionalField("model").orElse(document)
                        : document;
        return new ModelArgument(
                ModelFiles.read(model),
                path,
                bytes.sha256(),
                document.isObject() ? ModelNote.of(document) : ModelNote.NONE);
    }

    /** The provenance of an answer about this model. */
    public Provenance in(Provenance provenance) {
        return provenance.with(name, "sha256:" + digest);
    }
}
