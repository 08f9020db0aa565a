// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The heading under which help and manual list the options that a class declares. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Section {

    /**
     * The words of the heading.
     *
     * @return a heading without colon
     */
    String value();
}
