// SPDX-License-Identifier: Apache-2.0
/**
 * Where a fit is worked out, and who does work that is cut into pieces. {@link org.unmask.io.engine.FitEngine} is what the command line sees of engines beyond this
 * process; each one is found on the class path as a service, so that nothing here depends on it.
 */
@NullMarked
package org.unmask.io.engine;

import org.jspecify.annotations.NullMarked;
