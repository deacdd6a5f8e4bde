using Hnsg.Plots.Drawing;

namespace Hnsg.Plots.Report;

/// <summary>How a report looks: light or dark as the reader's system is, wide or narrow as the window is.</summary>
internal static class ReportStyle
{
    public static string Css { get; } =
        $$$"""
            :root{color-scheme:light dark;{{{FigurePalette.Properties(
                FigureTheme.Light
            )}}}--page:#f5f6f8;--link:#0063a3}
            @media(prefers-color-scheme:dark){:root{ {{{FigurePalette.Properties(
                FigureTheme.Dark
            )}}}--page:#05080c;--link:#79c0f5}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 "DejaVu Sans",Verdana,system-ui,sans-serif}
            main{max-width:1400px;margin:0 auto;padding:0 28px 64px}
            header{padding:44px 0 22px}
            h1{margin:0 0 6px;font-size:30px;line-height:1.2;letter-spacing:-.01em}
            h2{margin:52px 0 4px;font-size:20px}
            p{margin:0 0 14px;max-width:78ch;color:var(--muted)}
            .notice{padding:10px 14px;border-left:4px solid var(--second);background:var(--background);color:var(--ink)}
            nav{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:14px;font-size:14px}
            a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
            .numbers,.figures{display:grid;gap:16px;margin-top:16px}
            .numbers{grid-template-columns:repeat(auto-fit,minmax(min(100%,200px),1fr))}
            .figures{grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));align-items:start}
            .number,figure,.card{margin:0;background:var(--background);border:1px solid var(--faint);border-radius:10px}
            .number{padding:16px 18px}
            .number b{display:block;font-size:25px;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums}
            .number span{display:block;color:var(--muted);font-size:13px;line-height:1.45}
            .number b.lead{color:var(--second)}
            figure{overflow:hidden}
            figure svg{display:block;width:100%;height:auto}
            figure.wide{grid-column:1/-1}
            .scroll{overflow-x:auto}
            .scroll svg{min-width:560px}
            .wide .scroll svg{min-width:760px}
            .scroll::before{content:"scroll sideways →";display:none;position:sticky;left:0;width:max-content;padding:10px 18px 0;color:var(--link);font-size:12.5px}
            @media(max-width:820px){.wide .scroll::before{display:block}}
            @media(max-width:620px){.scroll::before{display:block}}
            figcaption{padding:0 18px 14px;color:var(--muted);font-size:13px;line-height:1.5}
            .card{overflow-x:auto;padding:6px 18px;margin-top:16px}
            .tables{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));align-items:start}
            table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
            th,td{padding:7px 14px 7px 0;overflow-wrap:anywhere;text-align:left;vertical-align:top;border-bottom:1px solid var(--faint)}
            tr:last-child td{border-bottom:0}
            th{color:var(--muted);font-weight:500}
            td:first-child{color:var(--muted)}
            td.changed{color:var(--second);font-weight:600}
            pre{margin:12px 0;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.6 "DejaVu Sans Mono",Consolas,monospace}
            code{font:13px "DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere}
            footer{margin-top:48px;color:var(--muted);font-size:13px}
            @media(max-width:640px){main{padding:0 14px 40px}header{padding:26px 0 12px}h1{font-size:23px}h2{margin-top:38px}
            .numbers{grid-template-columns:1fr 1fr;gap:10px}.number{padding:12px}.number b{font-size:19px}.card{padding:4px 12px}}
            @media print{body{background:none}figure,.number,.card{break-inside:avoid}}
            """.ReplaceLineEndings(
            "\n"
        );
}
