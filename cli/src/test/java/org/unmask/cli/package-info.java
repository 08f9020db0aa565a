// SPDX-License-Identifier: Apache-2.0
/** The command line as its users meet it: words in, exit code and two streams out. */
@NullMarked
package org.unmask.cli;

import org.jspecify.annotations.NullMarked;
