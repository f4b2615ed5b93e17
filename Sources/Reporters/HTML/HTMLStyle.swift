/// How the page looks, on screens of any width, in light and dark, and on paper. Every pair of text and background colour has
/// a contrast of 4.5 to 1 or more.
enum HTMLStyle {
    static let text: StaticString = """
        :root {
          color-scheme: light dark;
          --page: #ffffff; --soft: #f5f6f7; --line: #d9dde1; --text: #1c2126; --quiet: #57606a; --link: #0b57a4;
          --good: #176b30; --bad: #b3261e; --open: #7a4f00; --reach: #0b57a4; --marked: #fff0b8;
          --good-soft: #e9f5ec; --bad-soft: #fdeceb; --open-soft: #fdf3dc;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14171a; --soft: #1d2226; --line: #363d44; --text: #e4e8eb; --quiet: #a4aeb8; --link: #86b9f2;
            --good: #7dd394; --bad: #ff9b92; --open: #eec36a; --reach: #86b9f2; --marked: #4d4211;
            --good-soft: #17281c; --bad-soft: #331b19; --open-soft: #2f2612;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 68rem; background: var(--page); color: var(--text);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
        }
        code, pre, .place, svg .name {
          font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
        }
        code, .place { font-size: .875em; overflow-wrap: anywhere; }
        a { color: var(--link); }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1.5rem; top: .5rem; background: var(--page); padding: .5rem; }
        .hidden {
          position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
        }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1.25rem; font-weight: 650; letter-spacing: -.01em; }
        h2 { font-size: 1.3rem; margin: 0 0 1rem; font-weight: 650; }
        h3 { font-size: 1.05rem; margin: 2.25rem 0 .75rem; font-weight: 650; overflow-wrap: anywhere; }
        h4 { font-size: 1rem; margin: 1.5rem 0 .5rem; font-weight: 600; overflow-wrap: anywhere; }
        p, ul, dl { margin: .5rem 0; overflow-wrap: anywhere; }
        .product { margin: 0; color: var(--quiet); font-size: .875rem; letter-spacing: .02em; }
        .lead { color: var(--quiet); max-width: 46rem; }
        .quiet { color: var(--quiet); font-weight: 400; font-size: .9rem; }
        nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
        nav a { display: inline-block; padding: .25rem 0; }
        section { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line); }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); }
        footer p { font-size: .875rem; }
        .banner { border-left: 4px solid; border-radius: 2px; padding: .9rem 1.25rem; margin: 0 0 1.5rem; }
        .banner p { margin: .15rem 0; color: var(--text); }
        .banner .result { font-size: 1.2rem; font-weight: 650; }
        .banner.good { border-color: var(--good); background: var(--good-soft); }
        .banner.bad { border-color: var(--bad); background: var(--bad-soft); }
        .banner.open { border-color: var(--open); background: var(--open-soft); }
        .warning { border-left: 4px solid var(--open); padding-left: 1rem; }
        .mark { font-weight: 600; white-space: nowrap; }
        .banner .mark { white-space: normal; }
        h4 .mark { white-space: normal; }
        .mark .sign {
          display: inline-block; min-width: 1.15em; margin-right: .3em; text-align: center; font-weight: 700;
        }
        .mark.good { color: var(--good); }
        .mark.bad { color: var(--bad); }
        .mark.open { color: var(--open); }
        .mark.none { color: var(--quiet); font-weight: 400; }
        .mark.note { color: var(--quiet); }
        .mark.reach { color: var(--reach); }
        table { width: 100%; border-collapse: collapse; margin: .75rem 0 1.25rem; }
        th, td {
          text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line);
          overflow-wrap: anywhere;
        }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { color: var(--quiet); font-size: .8125rem; font-weight: 600; vertical-align: bottom; }
        tbody th { font-weight: 600; }
        td p { margin: .25rem 0; }
        .links { table-layout: fixed; }
        .links th:first-child { width: 9.5rem; }
        .links th .mark { font-size: .9rem; }
        .verdicts th { width: 24%; }
        .verdicts th, .verdicts td { padding-top: .65rem; padding-bottom: .65rem; }
        .inputs th { width: 28%; }
        .inputs td:last-child { width: 32%; }
        .inputs td code { color: var(--quiet); font-size: .8rem; }
        .counts td, .counts thead th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
        .matrix, .wide, .counts, .entries { min-width: 38rem; }
        .matrix th, .matrix td, .entries th, .entries td { overflow-wrap: normal; word-break: normal; }
        .matrix code, .entries th { overflow-wrap: anywhere; }
        .entries { table-layout: fixed; }
        .entries tbody th { font-weight: 400; }
        .entries th:nth-child(1) { width: 42%; }
        .entries th:nth-child(2) { width: 18%; }
        .entries th, .entries td { font-size: .9rem; padding-top: .3rem; padding-bottom: .3rem; }
        .entries i { display: block; color: var(--quiet); font-style: normal; font-size: .85rem; }
        .entries small { color: var(--quiet); font-size: .85rem; }
        .scroll { overflow-x: auto; margin: .5rem 0; }
        .tall { max-height: 36rem; overflow-y: auto; }
        .tall table { margin: 0; }
        .tall thead th { position: sticky; top: 0; background: var(--page); }
        .numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1.1rem 1rem; margin: 1.5rem 0 0; }
        .numbers div { display: flex; flex-direction: column; }
        .numbers dd { order: -1; }
        .numbers dt { color: var(--quiet); font-size: .8125rem; line-height: 1.3; }
        .numbers dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; }
        .group { margin: 1.25rem 0 2rem; padding-left: 1.1rem; border-left: 2px solid var(--line); }
        .group h4 { margin-top: 0; }
        .names { padding-left: 1.1rem; }
        .names li { color: var(--quiet); }
        .names code { color: var(--text); }
        .findings { list-style: none; padding: 0; }
        .findings > li { margin: 1rem 0 1.5rem; }
        .fix b { font-weight: 600; }
        .consequences { margin: .75rem 0 0 .25rem; padding-left: 1rem; border-left: 2px solid var(--line); font-size: .95rem; }
        .consequences ul { list-style: none; padding: 0; }
        .consequences li { margin: .3rem 0; }
        .line {
          margin: .4rem 0; padding: .45rem .75rem; background: var(--soft); border-radius: 3px; font-size: .8125rem;
          line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere;
        }
        .line .number { color: var(--quiet); margin-right: 1.25em; user-select: none; }
        mark { background: var(--marked); color: inherit; text-decoration: underline; text-underline-offset: 2px; }
        details > summary { cursor: pointer; color: var(--link); padding: .25rem 0; overflow-wrap: anywhere; }
        .filter { display: block; margin: .75rem 0 .25rem; color: var(--quiet); font-size: .875rem; }
        .filter input {
          font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--quiet); border-radius: 3px;
          padding: .25rem .5rem; margin: 0 .5rem;
        }
        .graph { display: block; max-width: none; }
        .graph text { fill: var(--text); font-size: 13px; }
        .graph .column, .graph .legend { fill: var(--quiet); font-size: 13px; }
        .graph .name { font-size: 12px; }
        .graph .detail { fill: var(--quiet); font-size: 11px; }
        .graph rect { fill: var(--soft); stroke: var(--line); }
        .way path { fill: none; stroke: var(--reach); stroke-width: 2; }
        .way.may path { stroke: var(--open); stroke-dasharray: 8 5; }
        .way.cannot path { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 2 4; }
        .way circle { fill: var(--page); stroke: var(--open); stroke-width: 1.5; }
        .way.cannot circle { stroke: var(--quiet); }
        .way text { font-weight: 700; font-size: 12px; fill: var(--open); }
        .way.cannot text { fill: var(--quiet); }
        @media (max-width: 40rem) {
          body { padding: 1.5rem 1rem 3rem; }
          h1 { font-size: 1.45rem; }
          .links th:first-child { width: 6.5rem; }
          .links .mark { white-space: normal; }
          th, td { padding-right: .6rem; }
          .group { padding-left: .8rem; }
        }
        @media print {
          body { max-width: none; padding: 0; font-size: 10pt; }
          nav, .skip, .filter { display: none; }
          .scroll { overflow: visible; max-height: none; }
          .graph { max-width: 100%; height: auto; }
          section { break-before: auto; }
          h2, h3, h4, summary { break-after: avoid; }
          tr, li, .line, .banner { break-inside: avoid; }
          details::details-content { content-visibility: visible; display: block; }
        }

        """
}
