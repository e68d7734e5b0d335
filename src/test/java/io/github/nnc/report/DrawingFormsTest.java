package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Networks;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every connection and every output is where it belongs, whatever the form of the network. */
class DrawingFormsTest {

    private static final String CHAIN = "model chain < input 3; dense 4 relu; dense 2 softmax; labels \"<a&b>\", dog >";
    private static final String WIDE = "model wide < input 1x8x8; flatten; dense 64 relu; dense 10 softmax >";
    private static final String BRANCHES = """
            model branches <
              left: input 8; right: input 8;
              from left; a: dense 16;
              concat < from right; dense 16 tanh | from a | from left; dense 4 >;
              mid: dense 20 relu; residual < dense 20 gelu; dense 20 >; kind: dense 3 softmax;
              from mid; value: dense 1 tanh;
              output kind, value;
            >
            """;
    private static final String DEEP = "model deep < input 32; repeat 120 < residual < dense 64 gelu; dense 32 > > >";
    private static final String VARYING =
            "model varying < input (..16 x 8); repeat 20 < dense 8 tanh >; dense 2 softmax >";

    @ParameterizedTest
    @ValueSource(strings = {CHAIN, WIDE, BRANCHES, DEEP, VARYING})
    void isWellFormedAndInsideItsSheet(String network) throws Exception {
        Model model = Networks.model(network);
        String svg = Drawing.svg(model, Map.of());
        Element root = parse(svg).getDocumentElement();

        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(model.name());
        double width = Double.parseDouble(root.getAttribute("width"));
        double height = Double.parseDouble(root.getAttribute("height"));
        for (String tag : List.of("text", "rect")) {
            for (Element element : elements(root, tag)) {
                if (element.hasAttribute("x")) {
                    assertThat(number(element, "x")).isBetween(0.0, width);
                    assertThat(number(element, "y")).isBetween(0.0, height);
                }
            }
        }
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("\r");
        assertThat(Drawing.svg(Networks.model(network), Map.of())).isEqualTo(svg);
    }

    @Test
    void connectionsHaveTheColourOfTheirSign() throws Exception {
        Model model = Networks.model("model one < input 2; dense 1 >");
        Map<String, float[]> values = Map.of("dense1.weight", new float[] {0.5f, -2}, "dense1.bias", new float[] {0});
        Element root = parse(Drawing.svg(model, values)).getDocumentElement();
        List<Element> lines = elements(root, "line");
        assertThat(lines.get(0).getAttribute("stroke")).isEqualTo(Svg.POSITIVE);
        assertThat(lines.get(1).getAttribute("stroke")).isEqualTo(Svg.NEGATIVE);
        assertThat(number(lines.get(1), "stroke-width")).isGreaterThan(number(lines.get(0), "stroke-width"));
        assertThat(lines.get(1).getTextContent()).isEqualTo("x2 to y: -2.000");
        assertThat(texts(root)).contains("positive weight");
    }

    @Test
    void theLegendStandsOnlyWhereSomethingIsColoured() throws Exception {
        Model model = Networks.model("model wide < input 100; dense 3 >");
        Map<String, float[]> values = Map.of("dense1.weight", new float[300], "dense1.bias", new float[3]);
        assertThat(texts(parse(Drawing.svg(model, values)).getDocumentElement()))
                .doesNotContain("positive weight");
    }

    @Test
    void branchesShowEveryInputAndOutput() throws Exception {
        Model model = Networks.model(BRANCHES);
        assertThat(texts(parse(Drawing.svg(model, Map.of())).getDocumentElement()))
                .contains("left", "right", "concat", "residual", "kind", "value");
        assertThat(Drawing.text(model, Map.of(), false))
                .contains("input left", "input right", "-> kind", "-> value")
                .doesNotContain("\u001b");
    }

    @Test
    void repetitionsAreDrawnOnce() throws Exception {
        Model model = Networks.model(DEEP);
        List<String> shown = texts(parse(Drawing.svg(model, Map.of())).getDocumentElement());
        assertThat(shown).contains("120 times", "output").hasSizeLessThan(20);
        assertThat(shown.stream().filter("dense 64 gelu"::equals)).hasSize(1);
        assertThat(Drawing.text(model, Map.of(), false))
                .contains("120 times", "-> output")
                .hasLineCount(10);
    }

    @Test
    void lengthsThatVaryKeepTheirName() {
        assertThat(Drawing.text(Networks.model(VARYING), Map.of(), false)).contains("20 times", "..16 x 8");
    }

    @Test
    void coloursChangeNothingElse() {
        for (String network : List.of(CHAIN, WIDE, BRANCHES, DEEP)) {
            Model model = Networks.model(network);
            String coloured = Drawing.text(model, Map.of(), true);
            assertThat(coloured).contains("\u001b[");
            assertThat(lines(coloured.replaceAll("\u001b\\[\\d*m", "")))
                    .isEqualTo(lines(Drawing.text(model, Map.of(), false)));
        }
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).toList();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Element root, String tag) {
        NodeList found = root.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> texts(Element root) {
        return elements(root, "text").stream().map(Element::getTextContent).toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
