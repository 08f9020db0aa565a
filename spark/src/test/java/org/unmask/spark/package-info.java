// SPDX-License-Identifier: Apache-2.0
/** Tests of the jobs, on a real Spark in this process. */
@NullMarked
package org.unmask.spark;

import org.jspecify.annotations.NullMarked;
