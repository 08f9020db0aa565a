// SPDX-License-Identifier: Apache-2.0
/** Pages held to what they promise: nothing runs but their own scripts, nothing is fetched, everything is readable. */
@NullMarked
package org.unmask.report;

import org.jspecify.annotations.NullMarked;
