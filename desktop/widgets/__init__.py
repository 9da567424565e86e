"""Small named parts of the window. They know nothing of the program: plain values in, signals out.

Import each from its module. All paint from tokens at paint time, follow theme and language, can be
worked by keyboard, and carry an accessible name.

Frame        frame.QuayFrame(rail, footer): add_page, show_page, open_sheet, close_sheet, toasts,
             narrow_changed · nav_rail.NavRail([NavEntry(key, label, icon)], bottom): chosen(key),
             item(key).set_count/.set_problem · footer.Footer: set_state/address/lan/active/cost,
             *_clicked · scroll_page.ScrollPage(title, phrase, dense, fills): header.add_action,
             header.set_crumbs, set_banner, body · side_sheet.SideSheet(title, phrase, tile):
             set_sections, set_footer, set_unsaved, close_requested
Surfaces     card.Card(title, phrase, link): body, header, link_clicked · card.Row(name, framed):
             body, activated, set_selected · banner.Banner(text, status, detail, action):
             action_clicked, closed · toast.ToastHost.show(text, action) / .undo(text) ->
             Toast.action · empty_state.EmptyState, EmptyLine · contour.ContourBackground
Text         labels.Label(text, role, tone), ElidedLabel, Paragraph, IconLabel, Separator ·
             stat.Stat(label, value, phrase, unit, note, role): set_value, add(chart) ·
             stat.StatLink: activated · stat.StatRow · breadcrumb.Crumb · mark.Mark ·
             qr.QrView(modules)
Status       pill.StatusPill(text, status, icon, plain) · tile.Tile(name, size, letters, hue,
             circle), tile.StepNumber(n) · spinner.Spinner, spinner.Skeleton
Actions      buttons.Button(text, kind, icon, trailing, size): set_busy · buttons.IconButton(icon,
             name) · copying.CopyButton · switch.Switch(name, checked, large): toggled, set_busy ·
             choice.CheckBox, Segmented, Tabs (chosen) · option_list.OptionList([Option]):
             chosen(key), TileButton · menu.Menu(parent): add(text, run, icon_name, tone, checked),
             open_below
Inputs       inputs.LineEdit, SearchField, SecretEdit, TextArea, FormField(label, control, hint,
             note): set_error · combo.Combo(items, name, lead, quiet, stretch) ·
             paste_field.PasteField: submitted, changed, pasted, chip_clicked ·
             copy_field.CopyField(value, name): copied · copy_field.SecretField(prefix, tail, name,
             reveal): copied · code_block.CodeBlock(lines of Run, name): copied ·
             chips.Chip, ChipRow(texts, limit), TagInput(tags): changed
Tables       table.DataTable([Column(cell, width, stretch, drop, sortable)], name): chosen, moved,
             menu_requested, sort_requested · delegates.* · roles.* (what a model must answer)
Charts       charts.sparkline.Sparkline, charts.health.HealthStrip, charts.timeline.AttemptTimeline,
             charts.share_bar.ShareBar, charts.stacked.StackedBars, charts.lines.Lines,
             charts.tip.Legend
Layout       flow.FlowLayout
"""
