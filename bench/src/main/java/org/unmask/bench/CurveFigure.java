// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.List;
import java.util.Locale;

/** Curves on double logarithmic axes, as SVG. */
final class CurveFigure {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int BOTTOM = 40;
    private static final int RIGHT = 210;
    private static final int TOP = 12;
    /** Colours that people with any kind of sight tell apart (Okabe, Ito 2008). */
    private static final String[] COLOURS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"
    };

    private final StringBuilder out = new StringBuilder();
    private double lowX = Double.POSITIVE_INFINITY;
    private double highX = Double.NEGATIVE_INFINITY;
    private double lowY = Double.POSITIVE_INFINITY;
    private double highY = Double.NEGATIVE_INFINITY;

    private CurveFigure() {}

    /** The figure. */
    static String of(List<Curve> curves) {
        return new CurveFigure().draw(curves);
    }

    private String draw(List<Curve> curves) {
        for (Curve curve : curves) {
            for (Curve.Point point : curve.points()) {
                lowX = Math.min(lowX, Math.floor(Math.log10(point.size())));
                highX = Math.max(highX, Math.ceil(Math.log10(point.size())));
                lowY = Math.min(lowY, Math.floor(Math.log10(point.timing().seconds())));
                highY = Math.max(highY, Math.ceil(Math.log10(point.timing().seconds())));
            }
        }
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        add("<title>CPU time by size of the input</title><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        for (double decade = lowX; decade <= highX; decade++) {
            double at = x(Math.pow(10, decade));
            add("<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/>", at, TOP, HEIGHT - BOTTOM);
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">1e%.0f</text>", at, HEIGHT - BOTTOM + 16, decade);
        }
        for (double decade = lowY; decade <= highY; decade++) {
            double at = y(Math.pow(10, decade));
            add("<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>", LEFT, at, WIDTH - RIGHT);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">1e%.0f s</text>", LEFT - 6, at + 4, decade);
        }
        for (int c = 0; c < curves.size(); c++) {
            line(curves.get(c), COLOURS[c % COLOURS.length], TOP + 14 + 18 * c);
        }
        add("</svg>");
        return out.toString();
    }

    private void line(Curve curve, String colour, int legend) {
        StringBuilder path = new StringBuilder();
        for (Curve.Point point : curve.points()) {
            double x = x(point.size());
            double y = y(point.timing().seconds());
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x, y));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
        }
        add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, colour);
        add(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s: %.2f</text>",
                WIDTH - RIGHT + 10, legend, colour, curve.name(), curve.exponent());
    }

    private double x(double size) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (Math.log10(size) - lowX) / (highX - lowX);
    }

    private double y(double seconds) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (Math.log10(seconds) - lowY) / (highY - lowY);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
