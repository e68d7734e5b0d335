package io.github.nnc.report;

import io.github.nnc.model.Model;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws a graph as boxes from top to bottom, with shapes and parameters, repeated parts framed. */
final class BoxesSvg {

    private static final double MARGIN = 40;
    private static final double HEAD = 84;
    private static final double BOX = 50;
    private static final double ROW = 92;
    private static final double PADDING = 12;
    private static final double NESTING = 7;

    private static final Map<Graph.Kind, String[]> COLOURS = new EnumMap<>(Map.of(
            Graph.Kind.INPUT, new String[] {"#e8eefc", "#4c6fbf"},
            Graph.Kind.LEARNED, new String[] {"#fff4dc", "#c98a1b"},
            Graph.Kind.FIXED, new String[] {"#eef1f4", "#7b8794"},
            Graph.Kind.JOIN, new String[] {"#e3f5ea", "#3b9464"}));

    private final Model model;
    private final Graph graph;
    private final double[] widths;
    private final Layering layering;
    private final Svg svg = new Svg();

    BoxesSvg(Model model, Graph graph) {
        this.model = model;
        this.graph = graph;
        this.widths = graph.boxes().stream()
                .mapToDouble(box -> Math.max(130, 28 + Math.max(Svg.width(title(box), 14), Svg.width(detail(box), 12))))
                .toArray();
        this.layering = new Layering(graph, widths, 34);
    }

    String draw() {
        String total =
                Numbers.counted(model.parameters(), "parameter", "parameters") + Numbers.inWords(model.parameters());
        double width = Math.max(layering.width(), Math.max(Svg.width(model.name(), 21), Svg.width(total, 13)));
        svg.text(MARGIN, 38, "start", 20, "bold", Svg.INK, model.name());
        svg.text(MARGIN, 59, "start", 13, "normal", Svg.FAINT, total);
        graph.frames().forEach(this::frame);
        graph.edges().forEach(edge -> edge(layering.route(edge.from(), edge.to())));
        for (int i = 0; i < graph.boxes().size(); i++) {
            box(i);
        }
        graph.frames().forEach(this::frameLabel);
        return svg.document(
                width + 2 * MARGIN + 70, HEAD + layering.rowCount() * ROW + MARGIN - (ROW - BOX), model.name());
    }

    private void box(int index) {
        Graph.Box box = graph.boxes().get(index);
        String[] colours = COLOURS.get(box.kind());
        double x = x(index);
        double y = top(index);
        svg.rectangle(x - widths[index] / 2, y, widths[index], BOX, 9, colours[0], colours[1]);
        svg.text(x, y + 21, "middle", 14, "bold", Svg.INK, title(box));
        svg.text(x, y + 39, "middle", 12, "normal", Svg.FAINT, detail(box));
        if (!box.output().isEmpty()) {
            double right = x + widths[index] / 2;
            svg.path("M" + Svg.number(right) + " " + Svg.number(y + BOX / 2) + "h14");
            svg.label(right + 19, y + BOX / 2 + 4, box.output());
        }
    }

    private static String title(Graph.Box box) {
        boolean plain = box.name().isEmpty() || box.kind() != Graph.Kind.INPUT;
        return plain ? box.statement() : box.name();
    }

    private static String detail(Graph.Box box) {
        return box.parameters().isEmpty() ? box.shape() : box.shape() + "  ·  " + box.parameters();
    }

    private void edge(List<Integer> route) {
        int last = route.get(route.size() - 1);
        double fromX = x(route.get(0));
        double fromY = top(route.get(0)) + BOX;
        StringBuilder path = new StringBuilder("M" + Svg.number(fromX) + " " + Svg.number(fromY));
        for (int vertex : route.subList(1, route.size())) {
            double toX = x(vertex);
            double toY = top(vertex) - (vertex == last ? 8 : 0);
            String middle = Svg.number((fromY + toY) / 2);
            path.append('C').append(Svg.number(fromX)).append(' ').append(middle);
            path.append(' ').append(Svg.number(toX)).append(' ').append(middle);
            path.append(' ').append(Svg.number(toX)).append(' ').append(Svg.number(toY));
            fromX = toX;
            fromY = toY;
            if (vertex != last) {
                fromY += BOX;
                path.append('V').append(Svg.number(fromY));
            }
        }
        svg.path(path.toString());
        svg.arrowHead(x(last), top(last));
    }

    private void frame(Graph.Frame frame) {
        double[] bounds = bounds(frame);
        svg.frame(bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1]);
    }

    private void frameLabel(Graph.Frame frame) {
        double[] bounds = bounds(frame);
        svg.label(bounds[2] - 4, bounds[1] - 6, frame.count() + " times");
    }

    private double[] bounds(Graph.Frame frame) {
        double left = Double.MAX_VALUE;
        double right = 0;
        double top = Double.MAX_VALUE;
        double bottom = 0;
        for (int i = frame.first(); i <= frame.last(); i++) {
            left = Math.min(left, x(i) - widths[i] / 2);
            right = Math.max(right, x(i) + widths[i] / 2);
            top = Math.min(top, top(i));
            bottom = Math.max(bottom, top(i) + BOX);
        }
        for (Graph.Edge edge : graph.edges()) {
            if (frame.first() <= edge.to() && edge.to() <= frame.last()) {
                for (int vertex : layering.route(edge.from(), edge.to())) {
                    boolean passes = vertex >= widths.length && top(vertex) >= top;
                    left = passes ? Math.min(left, x(vertex)) : left;
                    right = passes ? Math.max(right, x(vertex)) : right;
                }
            }
        }
        double padding = PADDING + NESTING * framesInside(frame);
        return new double[] {left - padding, top - padding, right + padding, bottom + padding};
    }

    /** How many frames stand in each other inside of one, so that their lines do not meet. */
    private int framesInside(Graph.Frame outer) {
        int most = 0;
        for (Graph.Frame inner : graph.frames()) {
            boolean inside = inner != outer
                    && inner.first() >= outer.first()
                    && inner.last() <= outer.last()
                    && graph.frames().indexOf(inner) > graph.frames().indexOf(outer);
            most = inside ? Math.max(most, 1 + framesInside(inner)) : most;
        }
        return most;
    }

    private double x(int vertex) {
        return MARGIN + layering.x(vertex);
    }

    private double top(int vertex) {
        return HEAD + layering.row(vertex) * ROW;
    }
}
