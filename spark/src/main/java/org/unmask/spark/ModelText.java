// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;

/**
 * A model on its way to a task, as the text of a model file: numbers keep every bit.
 *
 * @param text the document
 */
record ModelText(String text) implements Serializable {

    static ModelText of(Hmm model) {
        return new ModelText(JsonText.page(ModelFiles.document(model)));
    }

    Hmm model() {
        return ModelFiles.read(JsonValue.parse("the model", text));
    }
}
