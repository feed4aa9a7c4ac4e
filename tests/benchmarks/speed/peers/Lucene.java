import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

/**
 * Lucene behind a pipe. Fields of a line are parted by tabs.
 *
 * <p>"index FOLDER whitespace|standard" reads: "+ passage article language outlet month text" adds,
 * "- article" deletes, "!" commits. "answer FOLDER" prints how many segments there are and the
 * version; then it reads "operator language|* terms" and prints nanoseconds, total, passage:score
 * pairs and value:count pairs of the three facets.
 */
public final class Lucene {
  private static final String[] FACETS = {"language", "outlet", "month"};
  private static final int VALUES = 64;
  private static final int TOP = 10;

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("index")) {
      index(in, folder, arguments[2].equals("whitespace"));
    } else {
      answer(in, folder);
    }
  }

  /** Segments are left as they are committed where the terms are given, for their number counts. */
  private static void index(BufferedReader in, Path folder, boolean given) throws IOException {
    Analyzer analyzer = given ? new WhitespaceAnalyzer() : new StandardAnalyzer();
    IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(1900);
    if (given) {
      config.setMergePolicy(NoMergePolicy.INSTANCE);
    }
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), config)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("+")) {
          writer.addDocument(document(line.split("\t", 7)));
        } else if (line.startsWith("-")) {
          writer.deleteDocuments(new Term("article", line.substring(2)));
        } else {
          writer.commit();
        }
      }
    }
  }

  private static Document document(String[] fields) {
    Document made = new Document();
    made.add(new NumericDocValuesField("passage", Long.parseLong(fields[1])));
    made.add(new StringField("article", fields[2], Field.Store.NO));
    made.add(new StringField("only", fields[3], Field.Store.NO));
    for (int n = 0; n < FACETS.length; n++) {
      made.add(new NumericDocValuesField(FACETS[n], Long.parseLong(fields[3 + n])));
    }
    made.add(new TextField("body", fields[6], Field.Store.NO));
    return made;
  }

  private static void answer(BufferedReader in, Path folder) throws IOException {
    IndexSearcher.setMaxClauseCount(1 << 20);
    DirectoryReader reader = DirectoryReader.open(MMapDirectory.open(folder));
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    searcher.setQueryCache(null);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.println(reader.leaves().size() + " " + Version.LATEST);
    out.flush();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] asked = line.split("\t");
      long start = System.nanoTime();
      TopScoreDocCollector top = TopScoreDocCollector.create(TOP, Integer.MAX_VALUE);
      Counts counts = new Counts();
      searcher.search(query(asked[0], asked[1], asked[2].split(" ")),
          MultiCollector.wrap(top, counts));
      TopDocs found = top.topDocs();
      long nanoseconds = System.nanoTime() - start;
      out.println(nanoseconds + "\t" + found.totalHits.value + "\t" + listed(reader, found)
          + "\t" + counts);
      out.flush();
    }
  }

  private static Query query(String operator, String language, String[] terms) {
    Query words = words(operator, terms);
    if (language.equals("*")) {
      return words;
    }
    return new BooleanQuery.Builder()
        .add(words, Occur.MUST)
        .add(new TermQuery(new Term("only", language)), Occur.FILTER)
        .build();
  }

  private static Query words(String operator, String[] terms) {
    switch (operator) {
      case "phrase":
        return new PhraseQuery("body", terms);
      case "prefix":
        return new PrefixQuery(new Term("body", terms[0]));
      case "fuzzy":
        return new FuzzyQuery(new Term("body", terms[0]), 1, 0, 100_000, false);
      default:
        if (terms.length == 1) {
          return new TermQuery(new Term("body", terms[0]));
        }
        Occur occur = operator.equals("or") ? Occur.SHOULD : Occur.MUST;
        BooleanQuery.Builder joined = new BooleanQuery.Builder();
        for (String term : terms) {
          joined.add(new TermQuery(new Term("body", term)), occur);
        }
        return joined.build();
    }
  }

  private static String listed(DirectoryReader reader, TopDocs found) throws IOException {
    StringBuilder pairs = new StringBuilder();
    for (ScoreDoc each : found.scoreDocs) {
      LeafReaderContext leaf =
          reader.leaves().get(ReaderUtil.subIndex(each.doc, reader.leaves()));
      NumericDocValues passages = leaf.reader().getNumericDocValues("passage");
      passages.advanceExact(each.doc - leaf.docBase);
      pairs.append(passages.longValue()).append(':').append(each.score).append(' ');
    }
    return pairs.toString();
  }

  /** How many of the collected passages have each value of each facet. */
  private static final class Counts extends SimpleCollector {
    private final int[][] counts = new int[FACETS.length][VALUES];
    private final NumericDocValues[] values = new NumericDocValues[FACETS.length];

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
      for (int n = 0; n < FACETS.length; n++) {
        values[n] = leaf.reader().getNumericDocValues(FACETS[n]);
      }
    }

    @Override
    public void collect(int document) throws IOException {
      for (int n = 0; n < FACETS.length; n++) {
        if (values[n].advanceExact(document)) {
          counts[n][(int) values[n].longValue()]++;
        }
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (int[] own : counts) {
        for (int value = 0; value < VALUES; value++) {
          if (own[value] > 0) {
            text.append(value).append(':').append(own[value]).append(' ');
          }
        }
        text.append('\t');
      }
      return text.toString();
    }
  }
}
