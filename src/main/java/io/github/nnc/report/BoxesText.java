package io.github.nnc.report;

import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a graph for a terminal, one box a line: values run down in lanes, branch off to the right and come together again.
 */
final class BoxesText {

    private static final String FAINT = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String END = "\u001b[0m";

    private final Model model;
    private final Graph graph;
    private final int[] readers;
    private final List<Line> lines = new ArrayList<>();

    /** The box whose value runs down each lane; -1 where a lane is free. */
    private final List<Integer> lanes = new ArrayList<>();

    /** What stands in one line: the lanes, how many frames are open, the words. */
    private record Line(String lanes, String brackets, List<String> words) {}

    BoxesText(Model model, Graph graph) {
        this.model = model;
        this.graph = graph;
        this.readers = new int[graph.boxes().size()];
        graph.edges().forEach(edge -> readers[edge.from()]++);
    }

    String draw(boolean coloured) {
        for (int i = 0; i < graph.boxes().size(); i++) {
            brackets(i);
            box(i);
            closeBrackets(i);
        }
        String total = Numbers.counted(model.parameters(), "parameter", "parameters");
        StringBuilder text = new StringBuilder("model " + model.name() + ": " + total);
        text.append(Numbers.inWords(model.parameters())).append("\n\n");
        int lanesWidth = width(lines.stream().map(Line::lanes).toList());
        int first = width(lines.stream()
                .map(line -> line.brackets()
                        + (line.words().size() < 2 ? "" : line.words().get(0)))
                .toList());
        int second = width(lines.stream()
                .map(line -> line.words().size() < 2 ? "" : line.words().get(1))
                .toList());
        for (Line line : lines) {
            String row = padded(line.lanes(), lanesWidth) + "  " + line.brackets();
            if (line.words().size() > 1) {
                String name =
                        padded(line.words().get(0), first - line.brackets().length());
                row += (coloured ? BOLD + name + END : name) + "  "
                        + padded(line.words().get(1), second);
                row += coloured
                        ? "  " + FAINT + line.words().get(2) + END
                        : "  " + line.words().get(2);
            } else {
                row += String.join("", line.words());
            }
            text.append(row.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private void box(int index) {
        List<Integer> sources = graph.edges().stream()
                .filter(edge -> edge.to() == index)
                .map(Graph.Edge::from)
                .toList();
        int lane = sources.isEmpty() ? freeLane() : join(sources, index);
        lanes.set(lane, index);
        Graph.Box box = graph.boxes().get(index);
        String title =
                box.kind() == Graph.Kind.INPUT && !box.name().isEmpty() ? "input " + box.name() : box.statement();
        String detail = box.parameters() + (box.output().isEmpty() ? "" : "  -> " + box.output());
        lines.add(new Line(laneText(lane, '●'), bracketText(index), List.of(title, box.shape(), detail.strip())));
        if (readers[index] == 0) {
            lanes.set(lane, -1);
        }
    }

    /** Brings the lanes of the sources together in one, and says which it is. */
    private int join(List<Integer> sources, int index) {
        sources.forEach(source -> readers[source]--);
        int target = -1;
        for (int source : sources) {
            int lane = lanes.indexOf(source);
            if (readers[source] == 0 && (target < 0 || lane < target)) {
                target = lane;
            }
        }
        boolean branches = target < 0;
        if (branches) {
            target = freeLane();
            lanes.set(target, index);
        }
        List<Integer> touched = new ArrayList<>();
        for (int source : sources) {
            int lane = lanes.indexOf(source);
            if (lane != target && !touched.contains(lane)) {
                touched.add(lane);
            }
        }
        if (!touched.isEmpty()) {
            lines.add(new Line(connector(target, touched, branches), bracketText(index), List.of()));
        }
        for (int lane : touched) {
            if (readers[lanes.get(lane)] == 0) {
                lanes.set(lane, -1);
            }
        }
        return target;
    }

    private int freeLane() {
        int lane = lanes.indexOf(-1);
        if (lane < 0) {
            lanes.add(-1);
            return lanes.size() - 1;
        }
        return lane;
    }

    private String laneText(int node, char mark) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lanes.size(); i++) {
            text.append(i == node ? mark : lanes.get(i) < 0 ? ' ' : '│').append(' ');
        }
        return text.toString();
    }

    private String connector(int target, List<Integer> touched, boolean branches) {
        int left = Math.min(target, touched.stream().min(Integer::compare).orElseThrow());
        int right = Math.max(target, touched.stream().max(Integer::compare).orElseThrow());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lanes.size(); i++) {
            boolean inside = i >= left && i <= right;
            boolean up = lanes.get(i) >= 0 && !(i == target && branches);
            boolean down = i == target || up && !(touched.contains(i) && readers[lanes.get(i)] == 0);
            boolean meets = i == target || touched.contains(i);
            char here = !inside ? (up ? '│' : ' ') : meets ? corner(up, down, i > left, i < right) : up ? '┼' : '─';
            text.append(here).append(i >= left && i < right ? '─' : ' ');
        }
        return text.toString();
    }

    private static char corner(boolean up, boolean down, boolean left, boolean right) {
        if (left && right) {
            return up && down ? '┼' : up ? '┴' : '┬';
        }
        if (left) {
            return up && down ? '┤' : up ? '╯' : '╮';
        }
        return up && down ? '├' : up ? '╰' : '╭';
    }

    private void brackets(int index) {
        for (Graph.Frame frame : graph.frames()) {
            if (frame.first() == index) {
                String outer = "│ ".repeat(depth(index, frame));
                lines.add(new Line(laneText(-1, ' '), outer + "╭ ", List.of(frame.count() + " times")));
            }
        }
    }

    private void closeBrackets(int index) {
        for (int i = graph.frames().size() - 1; i >= 0; i--) {
            Graph.Frame frame = graph.frames().get(i);
            if (frame.last() == index) {
                String outer = "│ ".repeat(depth(index, frame));
                lines.add(new Line(laneText(-1, ' '), outer + "╰", List.of()));
            }
        }
    }

    private String bracketText(int index) {
        return "│ ".repeat(depth(index, null));
    }

    /** How many frames hold a box, up to and without {@code before}. */
    private int depth(int index, Graph.Frame before) {
        int depth = 0;
        for (Graph.Frame frame : graph.frames()) {
            if (frame == before) {
                break;
            }
            depth += frame.first() <= index && index <= frame.last() ? 1 : 0;
        }
        return depth;
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
