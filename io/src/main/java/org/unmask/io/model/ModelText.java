// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.model;

import java.io.Serializable;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.model.Hmm;

/**
 * A model on its way to another process, as the text of a model file: numbers keep every bit.
 *
 * @param text the document
 */
public record ModelText(String text) implements Serializable {

    /**
     * Packs a model.
     *
     * @param model any model
     * @return its text
     */
    public static ModelText of(Hmm model) {
        return new ModelText(JsonText.line(ModelFiles.document(model)));
    }

    /**
     * Unpacks it.
     *
     * @return the model, equal to the bit
     */
    public Hmm model() {
        return ModelFiles.read(JsonValue.parse("the model", text));
    }
}
