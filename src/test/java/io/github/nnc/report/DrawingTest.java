package io.github.nnc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.Networks;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Drawings are well-formed documents that show what the model says. */
class DrawingTest {

    private static Element svg(String text) throws ParserConfigurationException, IOException, SAXException {
        String svg = Drawing.svg(Networks.model(text), Map.of());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertThat(root.getLocalName()).isEqualTo("svg");
        assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        return root;
    }

    private static List<String> texts(Element root) {
        List<String> texts = new ArrayList<>();
        NodeList found = root.getElementsByTagName("text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static String all(Element root) {
        return String.join("\n", texts(root));
    }

    @Test
    void drawsASmallChainNeuronByNeuron() throws ParserConfigurationException, IOException, SAXException {
        Element root = svg("model m < input 3; dense 4 relu; dense 2 softmax; labels cat, dog >");
        assertThat(root.getElementsByTagName("circle").getLength()).isEqualTo(3 + 4 + 2);
        assertThat(root.getElementsByTagName("line").getLength()).isEqualTo(3 * 4 + 4 * 2);
        assertThat(texts(root)).contains("cat", "dog");
    }

    @Test
    void drawsBranches() throws ParserConfigurationException, IOException, SAXException {
        Element root = svg("model m < input 30; concat < dense 40 relu | dense 50 tanh | >; dense 60 >");
        assertThat(all(root)).contains("dense 40", "dense 50", "concat", "dense 60");
    }

    @Test
    void drawsSeveralInputsAndOutputs() throws ParserConfigurationException, IOException, SAXException {
        Element root = svg("""
                model m <
                  left: input 30;
                  right: input 30;
                  from left; add right; sum: dense 40 relu;
                  last: dense 50;
                  output sum, last;
                >
                """);
        assertThat(all(root)).contains("left", "right", "sum", "last", "dense 40", "dense 50");
    }

    @Test
    void foldsWhatRepeats() throws ParserConfigurationException, IOException, SAXException {
        Element root = svg("model m < input 64; repeat 120 < residual < dense 256 gelu; dense 64 >; relu > >");
        assertThat(all(root)).contains("120", "dense 256");
        assertThat(root.getElementsByTagName("rect").getLength()).isLessThan(20);
    }

    @Test
    void escapesWhatXmlReserves() throws ParserConfigurationException, IOException, SAXException {
        Element root = svg("model m < input 3; dense 2 softmax; labels \"a < b & c\", \"]]> \\\"x\\\"\" >");
        assertThat(texts(root)).contains("a < b & c", "]]> \"x\"");
    }

    @Test
    void replacesWhatXmlForbids() throws ParserConfigurationException, IOException, SAXException {
        Element root = svg("model m < input 3; dense 3 softmax; labels \"a\\uffffb\", \"c\\ud800\", \"d\\u0001\" >");
        assertThat(texts(root)).contains("a\ufffdb", "c\ufffd", "d\ufffd");
    }
}
