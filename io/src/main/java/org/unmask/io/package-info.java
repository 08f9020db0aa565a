/**
 * Files in and out: sequences, models, tasks and predictors trained elsewhere. The large native libraries behind some
 * formats are loaded only when a file needs them.
 */
@NullMarked
package org.unmask.io;

import org.jspecify.annotations.NullMarked;
