<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutSection</name>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Homeport {version}</source>
        <translation>母港 {version}</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>自由软件，采用 MIT 许可证。</translation>
    </message>
    <message>
        <source>Homeport&apos;s own log</source>
        <translation>母港自身的日志</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>Versions, states and the last lines of the log, without keys. Nothing is sent: you copy it for whoever helps you.</source>
        <translation>版本、状态和日志的最后几行，不含密钥。不会自动发送：由你复制给帮忙的人。</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Read {name}</source>
        <translation>阅读 {name}</translation>
    </message>
    <message>
        <source>All that Homeport carries and runs on</source>
        <translation>母港附带和依赖的全部组件</translation>
    </message>
    <message>
        <source>GNU General Public License</source>
        <translation>GNU 通用公共许可证</translation>
    </message>
    <message>
        <source>Qt: GNU Lesser General Public License</source>
        <translation>Qt：GNU 宽通用公共许可证</translation>
    </message>
    <message>
        <source>Inter: SIL Open Font License</source>
        <translation>Inter：SIL 开放字体许可证</translation>
    </message>
    <message>
        <source>JetBrains Mono: SIL Open Font License</source>
        <translation>JetBrains Mono：SIL 开放字体许可证</translation>
    </message>
    <message>
        <source>Model prices and limits: MIT</source>
        <translation>模型价格与上限：MIT</translation>
    </message>
    <message>
        <source>Icons: ISC</source>
        <translation>图标：ISC</translation>
    </message>
    <message>
        <source>Token encodings: MIT</source>
        <translation>分词编码：MIT</translation>
    </message>
</context>
<context>
    <name>AccessCard</name>
    <message>
        <source>Access token for scripts</source>
        <translation>供脚本使用的访问令牌</translation>
    </message>
    <message>
        <source>For the management API under /api, in the Authorization header.</source>
        <translation>用于 /api 下的管理接口，放在 Authorization 请求头中。</translation>
    </message>
    <message>
        <source>For the management API under /api. A new one ends the one before.</source>
        <translation>用于 /api 下的管理接口。生成新的令牌后，原来的随即失效。</translation>
    </message>
    <message>
        <source>Password of root</source>
        <translation>root 的密码</translation>
    </message>
    <message>
        <source>Made with this first start. It can be copied until Homeport quits.</source>
        <translation>首次启动时生成，退出母港前都可以复制。</translation>
    </message>
    <message>
        <source>Only its hash is kept, so it cannot be shown again; make a new one.</source>
        <translation>只保存了它的散列值，无法再次显示；可以生成新的密码。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>生成新的</translation>
    </message>
    <message>
        <source>Copy the access token</source>
        <translation>复制访问令牌</translation>
    </message>
    <message>
        <source>Make a new access token</source>
        <translation>生成新的访问令牌</translation>
    </message>
    <message>
        <source>Copy the password of root</source>
        <translation>复制 root 的密码</translation>
    </message>
    <message>
        <source>Make a new password for root</source>
        <translation>为 root 生成新密码</translation>
    </message>
    <message>
        <source>Copied. The clipboard forgets it by itself.</source>
        <translation>已复制，稍后会自动从剪贴板清除。</translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <source>Waiting for the next request…</source>
        <translation>正在等待下一个请求…</translation>
    </message>
    <message>
        <source>Waiting for the first request…</source>
        <translation>正在等待第一个请求…</translation>
    </message>
    <message>
        <source>an app</source>
        <translation>一个应用</translation>
    </message>
    <message>
        <source>A request came from {client}, but it failed</source>
        <translation>收到来自 {client} 的请求，但它失败了</translation>
    </message>
    <message>
        <source>Request received from {client}</source>
        <translation>已收到来自 {client} 的请求</translation>
    </message>
    <message>
        <source>First request received from {client}</source>
        <translation>已收到来自 {client} 的第一个请求</translation>
    </message>
    <message>
        <source>{model} through {channel}, first token {first}, {total} in all</source>
        <translation>{model}，经由 {channel}，首字 {first}，共 {total}</translation>
    </message>
    <message>
        <source>{model}: no channel took it</source>
        <translation>{model}：没有渠道接收</translation>
    </message>
    <message>
        <source>{model} through {channel}, {total} in all</source>
        <translation>{model}，经由 {channel}，共 {total}</translation>
    </message>
    <message>
        <source>See it in Logs</source>
        <translation>在日志中查看</translation>
    </message>
    <message>
        <source>Nothing arrived?</source>
        <translation>没有收到？</translation>
    </message>
    <message>
        <source>The address: OpenAI-style apps need /v1 at its end, Anthropic-style ones do not.</source>
        <translation>地址：OpenAI 类应用的地址末尾需要 /v1，Anthropic 类应用不需要。</translation>
    </message>
    <message>
        <source>The terminal: variables count for the window they were set in. Open a new one.</source>
        <translation>终端：变量只在设置它的窗口里有效，请打开新窗口再设置一次。</translation>
    </message>
    <message>
        <source>Docker and WSL: localhost is the container there. In Docker Desktop use host.docker.internal, in WSL 2 mirrored networking.</source>
        <translation>Docker 与 WSL：那里的 localhost 指容器自身。Docker Desktop 请用 host.docker.internal，WSL 2 请启用镜像网络。</translation>
    </message>
    <message>
        <source>The key: copy it again. It begins with sk- and has 51 characters.</source>
        <translation>密钥：请重新复制。它以 sk- 开头，共 51 个字符。</translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <source>Whose key is this?</source>
        <translation>这是哪家的密钥？</translation>
    </message>
    <message>
        <source>Keys of this form are given out by several providers. Homeport asks, because trying the key would show it to the wrong ones.</source>
        <translation>好几家服务商都发放这种形式的密钥。母港先问一声，因为逐家试用会把密钥泄露给不相干的服务商。</translation>
    </message>
    <message>
        <source>Homeport does not know keys of this form. Choose its provider below.</source>
        <translation>母港不认识这种形式的密钥，请在下面选择它的服务商。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>AttemptTimeline</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>BackupsCard</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>全部 {n} 个</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation>恢复备份：{when}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>BansCard</name>
    <message>
        <source>Blocked</source>
        <translation>已封锁</translation>
    </message>
    <message>
        <source>after too many wrong keys</source>
        <translation>密钥错误次数过多</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>解封</translation>
    </message>
    <message>
        <source>Unblock {address}</source>
        <translation>解封 {address}</translation>
    </message>
    <message>
        <source>{n} wrong keys. Blocked until {time}.</source>
        <translation>密钥错误 {n} 次，封锁至 {time}。</translation>
    </message>
</context>
<context>
    <name>BudgetForm</name>
    <message>
        <source>Each budget needs an amount, like 5 or 2.50.</source>
        <translation>每个预算都要填写数额，例如 5 或 2.50。</translation>
    </message>
    <message>
        <source>Two budgets are for the same thing and time.</source>
        <translation>有两个预算的单位和周期相同。</translation>
    </message>
    <message>
        <source>These are too many budgets.</source>
        <translation>预算太多。</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>每小时</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>a week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>总共</translation>
    </message>
    <message>
        <source>dollars</source>
        <translation>美元</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>BudgetList</name>
    <message>
        <source>Add a budget</source>
        <translation>添加预算</translation>
    </message>
</context>
<context>
    <name>BudgetWords</name>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 个 token</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个 token</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>{n} 次请求</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 个请求</translation>
    </message>
    <message>
        <source>{amount} an hour</source>
        <translation>每小时 {amount}</translation>
    </message>
    <message>
        <source>{amount} a day</source>
        <translation>每天 {amount}</translation>
    </message>
    <message>
        <source>{amount} a week</source>
        <translation>每周 {amount}</translation>
    </message>
    <message>
        <source>{amount} a month</source>
        <translation>每月 {amount}</translation>
    </message>
    <message>
        <source>{amount} in all</source>
        <translation>总计 {amount}</translation>
    </message>
    <message>
        <source>{left} of {allowed} left</source>
        <translation>剩余 {left}，共 {allowed}</translation>
    </message>
    <message>
        <source>{left} of {allowed} left until {moment}</source>
        <translation>剩余 {left}，共 {allowed}，{moment} 重新计算</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>More for those selected</source>
        <translation>对所选渠道的更多操作</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Selected channels</source>
        <translation>所选渠道</translation>
    </message>
    <message>
        <source>{n} of {total} selected</source>
        <translation>已选 {n} / {total}</translation>
    </message>
</context>
<context>
    <name>ChannelActions</name>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>取消测试</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <source>Refresh balance</source>
        <translation>刷新余额</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>立即恢复</translation>
    </message>
    <message>
        <source>Rest now</source>
        <translation>立即休息</translation>
    </message>
    <message>
        <source>Show the failed request</source>
        <translation>查看失败的请求</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Copy base URL</source>
        <translation>复制接口地址</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Empty for none</source>
        <translation>留空则不加标签</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Copied {text}</source>
        <translation>已复制 {text}</translation>
    </message>
    <message>
        <source>Deleted {name}</source>
        <translation>已删除 {name}</translation>
    </message>
    <message>
        <source>Deleted {n} channels</source>
        <translation>已删除 {n} 个渠道</translation>
    </message>
    <message>
        <source>{name} rests until {time}</source>
        <translation>{name} 休息至 {time}</translation>
    </message>
    <message>
        <source>{name}: {balance}</source>
        <translation>{name}：{balance}</translation>
    </message>
    <message>
        <source>{name} works, first token after {time}</source>
        <translation>{name} 连接正常，首字 {time}</translation>
    </message>
    <message>
        <source>{name}: {result}</source>
        <translation>{name}：{result}</translation>
    </message>
    <message>
        <source>{name}: {problem}</source>
        <translation>{name}：{problem}</translation>
    </message>
    <message>
        <source>{name}: {question}</source>
        <translation>{name}：{question}</translation>
    </message>
    <message>
        <source>Run the test</source>
        <translation>开始测试</translation>
    </message>
    <message>
        <source>The channel works</source>
        <translation>渠道正常</translation>
    </message>
    <message>
        <source>All {n} channels work</source>
        <translation>{n} 个渠道全部正常</translation>
    </message>
    <message>
        <source>1 works</source>
        <translation>1 个正常</translation>
    </message>
    <message>
        <source>{n} work</source>
        <translation>{n} 个正常</translation>
    </message>
    <message>
        <source>1 does not</source>
        <translation>1 个不正常</translation>
    </message>
    <message>
        <source>{n} do not</source>
        <translation>{n} 个不正常</translation>
    </message>
    <message>
        <source>{good}, {bad}</source>
        <translation>{good}，{bad}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Select them</source>
        <translation>选中这些</translation>
    </message>
</context>
<context>
    <name>ChannelChecks</name>
    <message>
        <source>The name is too long.</source>
        <translation>名称太长。</translation>
    </message>
    <message>
        <source>This is no base URL. It looks like https://api.example.com/v1.</source>
        <translation>这不是接口地址。它的样子是 https://api.example.com/v1。</translation>
    </message>
    <message>
        <source>At least one key is needed.</source>
        <translation>至少需要一个密钥。</translation>
    </message>
    <message>
        <source>This holds characters that no key has. Copy the key again.</source>
        <translation>其中有密钥不会有的字符，请重新复制密钥。</translation>
    </message>
    <message>
        <source>Choose at least one model.</source>
        <translation>请至少选择一个模型。</translation>
    </message>
    <message>
        <source>An alias needs both names.</source>
        <translation>别名的两个名称都要填写。</translation>
    </message>
    <message>
        <source>A whole number, 0 or more.</source>
        <translation>请填写不小于 0 的整数。</translation>
    </message>
    <message>
        <source>A header has a name without spaces, and Homeport sets some by itself.</source>
        <translation>请求头的名称不能含空格，有些请求头由母港自己设置。</translation>
    </message>
    <message>
        <source>This is no JSON that can be put in. Model, messages, stream and n stay as they are.</source>
        <translation>这不是可以并入的 JSON。model、messages、stream 和 n 不能更改。</translation>
    </message>
    <message>
        <source>A proxy&apos;s address, such as http://host:8080 or socks5://host:1080.</source>
        <translation>请填写代理地址，例如 http://host:8080 或 socks5://host:1080。</translation>
    </message>
    <message>
        <source>This is no certificate in PEM, which begins with BEGIN CERTIFICATE.</source>
        <translation>这不是 PEM 格式的证书，PEM 证书以 BEGIN CERTIFICATE 开头。</translation>
    </message>
    <message>
        <source>A whole number, or nothing for no limit.</source>
        <translation>请填写整数，留空则不限。</translation>
    </message>
    <message>
        <source>A number from 0 to 1,000, such as 0.8.</source>
        <translation>请填写 0 到 1,000 之间的数字，例如 0.8。</translation>
    </message>
    <message>
        <source>Days and times such as mon-fri 22:00-07:00, sat sun.</source>
        <translation>请填写星期和时间，例如 mon-fri 22:00-07:00, sat sun。</translation>
    </message>
    <message>
        <source>1 to 3,600 seconds.</source>
        <translation>请填写 1 到 3,600 秒。</translation>
    </message>
    <message>
        <source>A whole number from {least} to {most}.</source>
        <translation>请填写 {least} 到 {most} 之间的整数。</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>这一项必须填写。</translation>
    </message>
    <message>
        <source>This looks like {example}.</source>
        <translation>应形如 {example}。</translation>
    </message>
    <message>
        <source>Both sides are needed.</source>
        <translation>两边都要填写。</translation>
    </message>
    <message>
        <source>The provider does not take this value.</source>
        <translation>服务商不接受这个值。</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>内容太长。</translation>
    </message>
</context>
<context>
    <name>ChannelRowView</name>
    <message>
        <source>Unsaved changes</source>
        <translation>有未保存的修改</translation>
    </message>
    <message>
        <source>{name} is on</source>
        <translation>启用 {name}</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name} 的更多操作</translation>
    </message>
    <message>
        <source>{name}, {host}, {status}</source>
        <translation>{name}，{host}，{status}</translation>
    </message>
    <message>
        <source>{n} keys</source>
        <translation>{n} 个密钥</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>{n} 个被拒</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 次请求</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>{n} 次请求</translation>
    </message>
    <message>
        <source>{cost} today</source>
        <translation>今日 {cost}</translation>
    </message>
    <message>
        <source>{n}</source>
        <comment>requests, short</comment>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>Today: {n} requests, {cost}</source>
        <translation>今日：{n} 次请求，{cost}</translation>
    </message>
</context>
<context>
    <name>ChannelSheet</name>
    <message>
        <source>Choose what to test</source>
        <translation>选择测试内容</translation>
    </message>
    <message>
        <source>Applies to new requests</source>
        <translation>修改只影响新请求</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save and test</source>
        <translation>保存并测试</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Testing with a real request</source>
        <translation>正在用真实请求测试</translation>
    </message>
    <message>
        <source>Run the test</source>
        <translation>开始测试</translation>
    </message>
    <message>
        <source>What the model has drawn</source>
        <translation>模型画的图片</translation>
    </message>
</context>
<context>
    <name>ChannelStatus</name>
    <message>
        <source>Working</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Half-open</source>
        <translation>半开</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <source>Key rejected</source>
        <translation>密钥被拒</translation>
    </message>
    <message>
        <source>No money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>Keys off</source>
        <translation>密钥已停用</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Needs unlock</source>
        <translation>需要解锁</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>测试中</translation>
    </message>
    <message>
        <source>Working {time}</source>
        <translation>正常 {time}</translation>
    </message>
    <message>
        <source>Slow {time}</source>
        <translation>缓慢 {time}</translation>
    </message>
    <message>
        <source>Failing ({n})</source>
        <translation>失败 {n} 次</translation>
    </message>
    <message>
        <source>Resting until {time}</source>
        <translation>休息至 {time}</translation>
    </message>
    <message>
        <source>Closed until {time}</source>
        <translation>关闭至 {time}</translation>
    </message>
</context>
<context>
    <name>ChannelWords</name>
    <message>
        <source>Organization</source>
        <translation>组织</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>接口</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Group ID</source>
        <translation>Group ID</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>上下文长度（token）</translation>
    </message>
    <message>
        <source>How the key is sent</source>
        <translation>密钥的发送方式</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API 版本</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Deployment names have no dots</source>
        <translation>部署名称不含点号</translation>
    </message>
    <message>
        <source>Guardrail</source>
        <translation>护栏</translation>
    </message>
    <message>
        <source>Account ID</source>
        <translation>账户 ID</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Provider behind it</source>
        <translation>背后的服务商</translation>
    </message>
    <message>
        <source>Azure&apos;s resource</source>
        <translation>Azure 的资源</translation>
    </message>
    <message>
        <source>Azure&apos;s API version</source>
        <translation>Azure 的 API 版本</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>App&apos;s address</source>
        <translation>应用网址</translation>
    </message>
    <message>
        <source>App&apos;s name</source>
        <translation>应用名称</translation>
    </message>
    <message>
        <source>compat takes models of all of them, as provider/model.</source>
        <translation>compat 可用所有服务商的模型，写作 provider/model。</translation>
    </message>
    <message>
        <source>For azure-openai: its name, without .openai.azure.com.</source>
        <translation>用于 azure-openai：资源名，不含 .openai.azure.com。</translation>
    </message>
    <message>
        <source>For azure-openai: a date such as 2024-10-21.</source>
        <translation>用于 azure-openai：日期，例如 2024-10-21。</translation>
    </message>
    <message>
        <source>What OpenRouter shows in its lists of apps; empty for nothing.</source>
        <translation>OpenRouter 在应用榜单中显示的内容；留空则不显示。</translation>
    </message>
    <message>
        <source>A region in the key comes first.</source>
        <translation>密钥中若含区域，以密钥为准。</translation>
    </message>
    <message>
        <source>v1 for today&apos;s addresses, or a date such as 2024-10-21.</source>
        <translation>v1 对应现行的接口地址，也可以填写日期，例如 2024-10-21。</translation>
    </message>
    <message>
        <source>Other models are asked at a deployment of their own name.</source>
        <translation>其他模型使用与模型同名的部署。</translation>
    </message>
    <message>
        <source>gpt-3.5-turbo is asked as gpt-35-turbo.</source>
        <translation>gpt-3.5-turbo 以 gpt-35-turbo 请求。</translation>
    </message>
    <message>
        <source>Its id, a colon and its version. It watches every request.</source>
        <translation>填写其 ID、冒号和版本，对每个请求生效。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>Add deployment</source>
        <translation>添加部署</translation>
    </message>
    <message>
        <source>Remove this deployment</source>
        <translation>移除这个部署</translation>
    </message>
    <message>
        <source>As x-api-key</source>
        <translation>作为 x-api-key</translation>
    </message>
    <message>
        <source>As a bearer token</source>
        <translation>作为 Bearer 令牌</translation>
    </message>
    <message>
        <source>Compatible with OpenAI</source>
        <translation>兼容 OpenAI</translation>
    </message>
    <message>
        <source>DashScope&apos;s own</source>
        <translation>DashScope 原生</translation>
    </message>
    <message>
        <source>As a signed token</source>
        <translation>作为签名令牌</translation>
    </message>
    <message>
        <source>sealed by the system keychain</source>
        <translation>由系统钥匙串加密</translation>
    </message>
    <message>
        <source>sealed with a key file</source>
        <translation>由密钥文件加密</translation>
    </message>
    <message>
        <source>sealed with your key file</source>
        <translation>由你的密钥文件加密</translation>
    </message>
    <message>
        <source>the keychain is locked</source>
        <translation>钥匙串已锁定</translation>
    </message>
    <message>
        <source>Its vendor has switched it off. Only somebody&apos;s stand-in at another address can answer.</source>
        <translation>官方已停止服务，只有其他地址上的第三方替代服务才能应答。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>No money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Resting until {time}</source>
        <translation>休息至 {time}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>{amount} left</source>
        <translation>剩余 {amount}</translation>
    </message>
    <message>
        <source>Balance read {when}</source>
        <translation>余额查询于 {when}</translation>
    </message>
    <message>
        <source>The provider said: {message}</source>
        <translation>服务商说：{message}</translation>
    </message>
    <message>
        <source>It works, first token after {time}</source>
        <translation>连接正常，首字 {time}</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>重排序</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片生成</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>语音合成</translation>
    </message>
    <message>
        <source>Transcription</source>
        <translation>语音识别</translation>
    </message>
    <message>
        <source>Model for tests of embeddings</source>
        <translation>测试嵌入用的模型</translation>
    </message>
    <message>
        <source>Model for tests of rankings</source>
        <translation>测试重排序用的模型</translation>
    </message>
    <message>
        <source>Model for tests of images</source>
        <translation>测试图片生成用的模型</translation>
    </message>
    <message>
        <source>Model for tests of speech</source>
        <translation>测试语音合成用的模型</translation>
    </message>
    <message>
        <source>Model for tests of transcriptions</source>
        <translation>测试语音识别用的模型</translation>
    </message>
    <message>
        <source>Let {model} draw an image?</source>
        <translation>让 {model} 画一张图片？</translation>
    </message>
    <message>
        <source>Let {model} speak a sentence?</source>
        <translation>让 {model} 说一句话？</translation>
    </message>
    <message>
        <source>Let {model} listen to a second of sound?</source>
        <translation>让 {model} 听 1 秒声音？</translation>
    </message>
    <message>
        <source>It works, a vector after {time}</source>
        <translation>连接正常，{time} 后返回向量</translation>
    </message>
    <message>
        <source>It works, a ranking after {time}</source>
        <translation>连接正常，{time} 后返回排序</translation>
    </message>
    <message>
        <source>It works, an image after {time}</source>
        <translation>连接正常，{time} 后返回图片</translation>
    </message>
    <message>
        <source>It works, first sound after {time}</source>
        <translation>连接正常，{time} 后开始返回声音</translation>
    </message>
    <message>
        <source>It works, a transcript after {time}</source>
        <translation>连接正常，{time} 后返回文字</translation>
    </message>
    <message>
        <source>{name}: {model}</source>
        <translation>{name}：{model}</translation>
    </message>
    <message>
        <source>{name}: {model}, {cost}</source>
        <translation>{name}：{model}，{cost}</translation>
    </message>
    <message>
        <source>Nobody knows this model&apos;s price.</source>
        <translation>没有人知道这个模型的价格。</translation>
    </message>
    <message>
        <source>This test is likely to cost {cost}.</source>
        <translation>这次测试预计花费 {cost}。</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>{model} ranked: {ranked}</source>
        <translation>{model} 的排序：{ranked}</translation>
    </message>
    <message>
        <source>{model} has {n} dimensions</source>
        <translation>{model} 的向量有 {n} 维</translation>
    </message>
    <message>
        <source>{model} spoke for {length}</source>
        <translation>{model} 说了 {length}</translation>
    </message>
    <message>
        <source>{model} heard {length} and no words</source>
        <translation>{model} 听了 {length}，没有听到话语</translation>
    </message>
    <message>
        <source>{model} heard {length}: “{reply}”</source>
        <translation>{model} 听了 {length}：“{reply}”</translation>
    </message>
    <message>
        <source>{model} answered “{reply}”</source>
        <translation>{model} 答：“{reply}”</translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation>约 {cost}</translation>
    </message>
    <message>
        <source>Replace the key</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>打开服务商网页</translation>
    </message>
    <message>
        <source>Check the URL</source>
        <translation>检查接口地址</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>No channel matches “{text}”.</source>
        <translation>没有与“{text}”相符的渠道。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Requests go to the first working channel that has the model; channels of one priority share them.</source>
        <translation>请求发往第一个可用且有该模型的渠道；同一优先级的渠道分担请求。</translation>
    </message>
    <message>
        <source>No channels yet</source>
        <translation>还没有渠道</translation>
    </message>
    <message>
        <source>A channel is a connection to a provider: its address and your keys for it.</source>
        <translation>渠道是通往一个服务商的连接：它的接口地址，和你在那里的密钥。</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>Drag, or press Alt+↑ and Alt+↓, to change priorities; Alt+← and Alt+→ change the weight. Ctrl+click or Ctrl+Space selects, Ctrl+A selects all.</source>
        <translation>拖动，或按 Alt+↑ 和 Alt+↓ 更改优先级；Alt+← 和 Alt+→ 更改权重。Ctrl+点击或 Ctrl+空格选择，Ctrl+A 全选。</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>{what}. All: {all}. Arrow keys read it, Enter opens the requests.</source>
        <translation>{what}。合计：{all}。用方向键逐项查看，按回车打开对应的请求。</translation>
    </message>
    <message>
        <source>Show as bars</source>
        <translation>显示为柱状图</translation>
    </message>
    <message>
        <source>Show as lines</source>
        <translation>显示为折线图</translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation>显示为图表</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Delete removes it</source>
        <translation>按 Delete 键移除</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message numerus="yes">
        <source>+%n</source>
        <translation>
            <numerusform>+%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>Homeport is still running in the tray</source>
        <translation>母港仍在托盘中运行</translation>
    </message>
    <message>
        <source>Your apps are answered as before. Click here to quit instead.</source>
        <translation>你的应用照常使用。若要退出，请点击这里。</translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Keep Homeport running?</source>
        <translation>让母港继续运行？</translation>
    </message>
    <message>
        <source>Its icon in the tray brings the window back.</source>
        <translation>点击托盘图标可以重新打开窗口。</translation>
    </message>
    <message>
        <source>This desktop shows no tray icons: start Homeport again to see it.</source>
        <translation>这个桌面不显示托盘图标：再次启动母港即可看到窗口。</translation>
    </message>
    <message>
        <source>You can change this in Settings.</source>
        <translation>可以在设置中更改。</translation>
    </message>
    <message>
        <source>Without the window your apps are still answered.</source>
        <translation>没有窗口，你的应用也照常使用。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Usual columns</source>
        <translation>默认列</translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>{a} or {b}</source>
        <translation>{a} 或 {b}</translation>
    </message>
    <message>
        <source>{a} and {n} others</source>
        <translation>{a} 和另外 {n} 个</translation>
    </message>
    <message>
        <source>sent to {first}, then {then} if that fails</source>
        <translation>发往 {first}，失败时改发 {then}</translation>
    </message>
    <message>
        <source>sent to {first}</source>
        <translation>发往 {first}</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>for OpenAI-style apps</source>
        <translation>供 OpenAI 类应用使用</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Use it in</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>macOS, Linux</source>
        <translation>macOS、Linux</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
</context>
<context>
    <name>ConnectionTab</name>
    <message>
        <source>{n} chosen</source>
        <translation>已选 {n} 个</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>接口地址</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A channel keeps its provider. Add another channel for another provider.</source>
        <translation>渠道的服务商不能更改。要用别的服务商，请另外添加渠道。</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>CrashReport</name>
    <message>
        <source>Homeport: an error</source>
        <translation>母港：出错了</translation>
    </message>
    <message>
        <source>Homeport crashed the last time</source>
        <translation>母港上次意外崩溃</translation>
    </message>
    <message>
        <source>Requests that were interrupted are booked. What is below helps to mend the cause; keys are taken out of it, and nothing is sent by itself.</source>
        <translation>被中断的请求已经入账。下面的内容有助于找出原因；其中的密钥已去掉，也不会自动发送。</translation>
    </message>
    <message>
        <source>Something went wrong inside Homeport</source>
        <translation>母港内部出错</translation>
    </message>
    <message>
        <source>You can go on; your apps are still answered. What is below helps to mend the cause; keys are taken out of it, and nothing is sent by itself.</source>
        <translation>你可以继续使用，应用的请求也照常处理。下面的内容有助于找出原因；其中的密钥已去掉，也不会自动发送。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Open logs folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>CreatedView</name>
    <message>
        <source>This is the key for the app. Keep it to yourself: whoever has it uses your channels. You can copy it again from the list.</source>
        <translation>这是给应用使用的密钥。请妥善保管：拿到它的人都能使用你的渠道。以后可以在列表中再次复制。</translation>
    </message>
    <message>
        <source>This is the key for an app of {name}. Hand it over now: whoever has it uses your channels within their limits, and the list does not show it again.</source>
        <translation>这是给 {name} 的应用使用的密钥。请现在转交：持有它的人可以在其限制内使用你的渠道，列表不会再次显示它。</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Back up the database now</source>
        <translation>立即备份数据库</translation>
    </message>
    <message>
        <source>Save a backup</source>
        <translation>保存备份</translation>
    </message>
    <message>
        <source>Homeport backups (*.db)</source>
        <translation>母港备份 (*.db)</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Homeport backups (*.db);;All files (*)</source>
        <translation>母港备份 (*.db);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose an export</source>
        <translation>选择导出文件</translation>
    </message>
    <message>
        <source>Homeport exports (*.homeport);;All files (*)</source>
        <translation>母港导出文件 (*.homeport);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Compact the database</source>
        <translation>压缩数据库</translation>
    </message>
    <message>
        <source>{size}, of which {free} is free. Requests go on while it is compacted.</source>
        <translation>{size}，其中空闲 {free}。压缩时请求照常处理。</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check the ledger</source>
        <translation>检查账本</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Adds up every entry and compares it with every balance. Changes nothing.</source>
        <translation>把每一笔账目加起来，与每个余额核对。不会改动任何内容。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save a backup elsewhere</source>
        <translation>把备份另存到别处</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Everything except the master key, while requests go on.</source>
        <translation>主密钥以外的全部数据，备份时请求照常处理。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a backup to restore</source>
        <translation>选择要恢复的备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Shows what a backup holds first. The data of now is kept beside it.</source>
        <translation>先显示备份里有什么。现有数据会另存一份。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export settings, channels and tokens</source>
        <translation>导出设置、渠道和令牌</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Settings, channels and tokens in one file, sealed by a passphrase.</source>
        <translation>设置、渠道和令牌存入一个文件，用口令加密。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import an export</source>
        <translation>导入一个导出文件</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Shows what is new and what differs; nothing is overwritten unasked.</source>
        <translation>先显示哪些是新的、哪些不同；未经确认不会覆盖。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{size} were given back to the disk.</source>
        <translation>已向磁盘释放 {size}。</translation>
    </message>
    <message>
        <source>Backed up {when}: {name}</source>
        <translation>已备份，{when}：{name}</translation>
    </message>
    <message>
        <source>The daily backup was not made: {why}</source>
        <translation>每日备份没有完成：{why}</translation>
    </message>
    <message>
        <source>Last backup {when}.</source>
        <translation>上次备份：{when}。</translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>All is well: {entries} entries of {requests} requests add up.</source>
        <translation>一切正常：{requests} 次请求的 {entries} 笔账目全部吻合。</translation>
    </message>
    <message>
        <source>Accounts whose balance differs from their entries: {n}.</source>
        <translation>余额与账目不符的账户：{n} 个。</translation>
    </message>
</context>
<context>
    <name>DaysRow</name>
    <message>
        <source>Write days like 2026-11-22.</source>
        <translation>日期请写成 2026-11-22 的样子。</translation>
    </message>
    <message>
        <source>The first day comes after the last.</source>
        <translation>开始日期晚于结束日期。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>2026-12-31</source>
        <translation>2026-12-31</translation>
    </message>
</context>
<context>
    <name>DiscardBar</name>
    <message>
        <source>Your changes are not saved yet.</source>
        <translation>你的修改还没有保存。</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃修改</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag to change the priority</source>
        <translation>拖动以更改优先级</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Found</source>
        <translation>搜索结果</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export requests</source>
        <translation>导出请求</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON 行 (*.jsonl)</translation>
    </message>
    <message>
        <source>Exporting: {n} requests, {share}</source>
        <translation>正在导出：{n} 个请求，{share}</translation>
    </message>
    <message>
        <source>Exported 1 request.</source>
        <translation>已导出 1 个请求。</translation>
    </message>
    <message>
        <source>Exported {n} requests.</source>
        <translation>已导出 {n} 个请求。</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write what the filters leave to a file</source>
        <translation>把筛选出的请求写入文件</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Save the export</source>
        <translation>保存导出文件</translation>
    </message>
    <message>
        <source>Homeport exports (*.homeport)</source>
        <translation>母港导出文件 (*.homeport)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The export is written.</source>
        <translation>导出文件已写好。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Settings, prices, people, budgets and rates, routing rules, channels with their keys and tokens go into one file, sealed by a passphrase. Whoever has both can use your keys, so keep them apart. The log and the ledger stay here; balances move as they are.</source>
        <translation>设置、价格、用户、预算与速率、路由规则、带密钥的渠道和令牌都写进一个文件，用口令密封。谁同时拿到文件和口令，谁就能使用你的密钥，请分开保管。日志和账本留在这里；余额按现值转移。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Choose where to save the export</source>
        <translation>选择导出文件的保存位置</translation>
    </message>
</context>
<context>
    <name>ExportToast</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Export cancelled. No file was written.</source>
        <translation>已取消导出，没有写入文件。</translation>
    </message>
</context>
<context>
    <name>FirewallCard</name>
    <message>
        <source>If other devices get no answer</source>
        <translation>如果其他设备没有得到应答</translation>
    </message>
    <message>
        <source>Firewall command</source>
        <translation>防火墙命令</translation>
    </message>
    <message>
        <source>Copy the firewall command</source>
        <translation>复制防火墙命令</translation>
    </message>
    <message>
        <source>The firewall ufw is on. This lets your network in on port {port}.</source>
        <translation>防火墙 ufw 已开启。下面的命令允许你的网络访问端口 {port}。</translation>
    </message>
    <message>
        <source>firewalld is on. This lets your network in on port {port}.</source>
        <translation>firewalld 已开启。下面的命令允许你的网络访问端口 {port}。</translation>
    </message>
    <message>
        <source>Allow Homeport when Windows asks, or let private networks in on port {port} with this, as administrator.</source>
        <translation>Windows 询问时请允许母港，或以管理员身份用下面的命令向专用网络开放端口 {port}。</translation>
    </message>
    <message>
        <source>If the firewall of macOS is on, this lets Homeport answer.</source>
        <translation>如果 macOS 的防火墙已开启，下面的命令允许母港应答。</translation>
    </message>
    <message>
        <source>A firewall on this computer or a guest network may be in the way. TCP port {port} has to be let in.</source>
        <translation>可能被本机防火墙或访客网络挡住了，需要放行 TCP 端口 {port}。</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Sharing is on</source>
        <translation>共享已开启</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Found on this computer</source>
        <translation>在本机发现</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>asks for a key</source>
        <translation>需要密钥</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 个模型</translation>
    </message>
    <message>
        <source>{n} models</source>
        <translation>{n} 个模型</translation>
    </message>
    <message>
        <source>{provider} key in your environment</source>
        <translation>环境变量中的 {provider} 密钥</translation>
    </message>
</context>
<context>
    <name>FrameActions</name>
    <message>
        <source>Theme: like the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Theme: high contrast, dark</source>
        <translation>主题：高对比度，深色</translation>
    </message>
    <message>
        <source>Theme: high contrast, light</source>
        <translation>主题：高对比度，浅色</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新建令牌</translation>
    </message>
    <message>
        <source>Test all channels</source>
        <translation>测试全部渠道</translation>
    </message>
    <message>
        <source>Requests that failed</source>
        <translation>失败的请求</translation>
    </message>
    <message>
        <source>Server settings</source>
        <translation>服务器设置</translation>
    </message>
    <message>
        <source>About Homeport</source>
        <translation>关于母港</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Limits of people and groups</source>
        <translation>用户和分组的限制</translation>
    </message>
    <message>
        <source>Update prices</source>
        <translation>更新价格</translation>
    </message>
    <message>
        <source>Statement of a month</source>
        <translation>月度对账单</translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation>恢复处理请求</translation>
    </message>
    <message>
        <source>Pause requests: {how_long}</source>
        <translation>暂停请求：{how_long}</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>FrameDrop</name>
    <message>
        <source>Drop to add channels</source>
        <translation>松开以添加渠道</translation>
    </message>
    <message>
        <source>Keys, a .env or JSON file, a curl command. You see what it is first.</source>
        <translation>可以是密钥、.env 或 JSON 文件、curl 命令，会先给你看识别结果。</translation>
    </message>
    <message>
        <source>No key, address or curl command was found in what you dropped.</source>
        <translation>拖入的内容里没有找到密钥、地址或 curl 命令。</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>这段文字</translation>
    </message>
    <message>
        <source>{name} is too long to look through. At most {size} KB are taken.</source>
        <translation>{name} 太长，无法识别，最多 {size} KB。</translation>
    </message>
    <message>
        <source>{name} is not a text file. Drop keys, a .env, JSON or curl text.</source>
        <translation>{name} 不是文本文件。请拖入密钥、.env、JSON 或 curl 文本。</translation>
    </message>
    <message>
        <source>{name} is a folder. Drop the file that holds the keys.</source>
        <translation>{name} 是文件夹。请拖入存放密钥的文件。</translation>
    </message>
    <message>
        <source>These are too many files. At most {n} are taken at once.</source>
        <translation>文件太多，一次最多 {n} 个。</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} 是空的。</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>无法读取 {name}。</translation>
    </message>
</context>
<context>
    <name>FrameModel</name>
    <message>
        <source>No channels yet</source>
        <translation>还没有渠道</translation>
    </message>
    <message>
        <source>{n} active</source>
        <translation>{n} 个进行中</translation>
    </message>
    <message>
        <source>{cost} today</source>
        <translation>今日 {cost}</translation>
    </message>
</context>
<context>
    <name>FramePalette</name>
    <message>
        <source>Find anything</source>
        <translation>快速查找</translation>
    </message>
    <message>
        <source>Find a page, a channel, a setting, something to do…</source>
        <translation>查找页面、渠道、设置或操作…</translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation>没有找到相符的内容。</translation>
    </message>
</context>
<context>
    <name>GatewayProblems</name>
    <message>
        <source>Homeport cannot write its database, so requests are refused. Check the free space on the disk; it goes on by itself.</source>
        <translation>母港无法写入数据库，因此拒绝请求。请检查磁盘剩余空间，恢复后会自动继续。</translation>
    </message>
    <message>
        <source>Balances do not match the ledger: something else has changed the database, or the disk is failing. Restore a backup in Settings, Data.</source>
        <translation>余额与账本不符：有其他程序改动了数据库，或磁盘出现故障。请在“设置 › 数据”中恢复备份。</translation>
    </message>
    <message>
        <source>The master key is missing, so the saved keys cannot be opened.</source>
        <translation>主密钥不见了，已保存的密钥无法打开。</translation>
    </message>
    <message>
        <source>Your keychain is locked, so requests cannot be served yet.</source>
        <translation>系统钥匙串已锁定，暂时无法处理请求。</translation>
    </message>
    <message>
        <source>Your keychain refused access, so keys cannot be opened.</source>
        <translation>系统钥匙串拒绝访问，密钥无法打开。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>All requests are refused: paused {until}.</source>
        <translation>已暂停（{until}），所有请求都会被拒绝。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Use {port} from now on</source>
        <translation>以后都用 {port}</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of this window. Your apps are not affected.</source>
        <translation>只影响本窗口，不影响你的应用。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>System follows your desktop, high contrast included.</source>
        <translation>“跟随系统”与你的桌面一致，包括高对比度。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Enlarges everything in this window with the text.</source>
        <translation>本窗口的所有内容随文字一起放大。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>高对比度，深色</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>高对比度，浅色</translation>
    </message>
</context>
<context>
    <name>GroupsPopover</name>
    <message>
        <source>Groups that may use them</source>
        <translation>哪些分组可以使用</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>A number, like 1.5; 0 is free.</source>
        <translation>请填写数字，例如 1.5；0 表示免费。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>What people and tokens of a group pay is a model&apos;s price times this number. What your providers take from you stays the same.</source>
        <translation>分组中的用户和令牌按模型价格乘以这个数付费。服务商向你收取的费用不变。</translation>
    </message>
    <message>
        <source>Budgets and rates of groups</source>
        <translation>分组的预算与速率</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>GuestsCard</name>
    <message>
        <source>Connected now</source>
        <translation>当前连接</translation>
    </message>
    <message>
        <source>1 device</source>
        <translation>1 台设备</translation>
    </message>
    <message>
        <source>{n} devices</source>
        <translation>{n} 台设备</translation>
    </message>
    <message>
        <source>No other device is connected.</source>
        <translation>没有其他设备连接。</translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 个连接</translation>
    </message>
    <message>
        <source>{n} connections</source>
        <translation>{n} 个连接</translation>
    </message>
</context>
<context>
    <name>HeaderActions</name>
    <message>
        <source>Name, model or tag</source>
        <translation>名称、模型或标签</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>Test all</source>
        <translation>全部测试</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Cancel {done} of {total}</source>
        <translation>取消 {done}/{total}</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Test all</source>
        <translation>全部测试</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 个</translation>
    </message>
</context>
<context>
    <name>HealthRow</name>
    <message>
        <source>{n} hours with failures</source>
        <translation>{n} 个小时有失败</translation>
    </message>
    <message>
        <source>{n} fine</source>
        <translation>{n} 次正常</translation>
    </message>
    <message>
        <source>{n} slow</source>
        <translation>{n} 次缓慢</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} 次失败</translation>
    </message>
    <message>
        <source>no requests</source>
        <translation>没有请求</translation>
    </message>
</context>
<context>
    <name>HeroCard</name>
    <message>
        <source>From cache</source>
        <translation>缓存命中</translation>
    </message>
    <message>
        <source>{share} succeeded</source>
        <translation>{share} 成功</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>median, p95 {time}</source>
        <translation>中位数，P95 {time}</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>no streams</source>
        <translation>没有流式回答</translation>
    </message>
    <message>
        <source>today so far</source>
        <translation>今天至今</translation>
    </message>
    <message>
        <source>{cost} a day</source>
        <translation>平均每天 {cost}</translation>
    </message>
    <message>
        <source>without 1 request</source>
        <translation>不含 1 次请求</translation>
    </message>
    <message>
        <source>without {n} requests</source>
        <translation>不含 {n} 次请求</translation>
    </message>
    <message>
        <source>in {given} · out {made}</source>
        <translation>输入 {given} · 输出 {made}</translation>
    </message>
    <message>
        <source>{n} of the input</source>
        <translation>输入中的 {n}</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>{provider}. Press Enter to go on.</source>
        <translation>{provider}。按回车继续。</translation>
    </message>
    <message>
        <source>A key. Press Enter to choose whose it is.</source>
        <translation>一个密钥。按回车选择它的服务商。</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>1 thing was imported.</source>
        <translation>已导入 1 项。</translation>
    </message>
    <message>
        <source>{n} were imported.</source>
        <translation>已导入 {n} 项。</translation>
    </message>
    <message>
        <source>The passphrase it was sealed with opens it. Nothing is changed yet.</source>
        <translation>请输入加密时所用的口令。目前不会更改任何内容。</translation>
    </message>
    <message>
        <source>From the export of {when}.</source>
        <translation>导出时间：{when}。</translation>
    </message>
    <message>
        <source>Made {when}. What is new is chosen; what differs here stays as it is unless you choose it. Tokens keep their keys, so your apps go on working.</source>
        <translation>导出时间：{when}。新的内容已选中；与这里不同的保持原样，除非你选中它。令牌的密钥不变，你的应用可以继续使用。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Import {n}</source>
        <translation>导入 {n} 项</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
</context>
<context>
    <name>Intro</name>
    <message>
        <source>Connect your first model provider</source>
        <translation>连接第一个模型服务商</translation>
    </message>
    <message>
        <source>Paste a key and Homeport works out the rest.</source>
        <translation>粘贴密钥，其余的交给母港。</translation>
    </message>
    <message>
        <source>Your apps then need one address:</source>
        <translation>之后你的应用只需要一个地址：</translation>
    </message>
</context>
<context>
    <name>KeptLine</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>No key yet? Try it with Echo</source>
        <translation>还没有密钥？用 Echo 试试</translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with your system keychain.</source>
        <translation>密钥只留在本机，由系统钥匙串加密。</translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with your own master key.</source>
        <translation>密钥只留在本机，由你自己的主密钥加密。</translation>
    </message>
    <message>
        <source>The master key is missing: saved keys cannot be opened.</source>
        <translation>主密钥不见了，已保存的密钥无法打开。</translation>
    </message>
    <message>
        <source>Your keychain refused access, so no key can be kept yet.</source>
        <translation>系统钥匙串拒绝访问，暂时无法保存密钥。</translation>
    </message>
    <message>
        <source>Your keychain is locked, so no key can be kept yet.</source>
        <translation>系统钥匙串已锁定，暂时无法保存密钥。</translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with a key file only you can read.</source>
        <translation>密钥只留在本机，由只有你能读取的密钥文件加密。</translation>
    </message>
</context>
<context>
    <name>KeyBox</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <source>Key ending in {tail}</source>
        <translation>以 {tail} 结尾的密钥</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>More for this key</source>
        <translation>这个密钥的更多操作</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <source>Will be removed</source>
        <translation>将移除</translation>
    </message>
    <message>
        <source>Becomes {key}</source>
        <translation>将换成 {key}</translation>
    </message>
    <message>
        <source>Will be off</source>
        <translation>将停用</translation>
    </message>
    <message>
        <source>Will be on</source>
        <translation>将启用</translation>
    </message>
    <message>
        <source>Name of the key</source>
        <translation>密钥名称</translation>
    </message>
    <message>
        <source>Work account</source>
        <translation>工作账户</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Paste keys, one per line</source>
        <translation>粘贴密钥，每行一个</translation>
    </message>
    <message>
        <source>Paste the new key</source>
        <translation>粘贴新的密钥</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation>撤回修改</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>立即恢复</translation>
    </message>
</context>
<context>
    <name>LimitsSheet</name>
    <message>
        <source>New person</source>
        <translation>新用户</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>People</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Pays a model&apos;s price times</source>
        <translation>付费倍率（乘以模型价格）</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Used in all</source>
        <translation>累计已用</translation>
    </message>
    <message>
        <source>{n} used</source>
        <translation>已用 {n}</translation>
    </message>
    <message>
        <source>{n} running</source>
        <translation>{n} 个进行中</translation>
    </message>
    <message>
        <source>These hold for all tokens of the group together, whoever has them.</source>
        <translation>这些限制由分组的所有令牌共用，无论属于谁。</translation>
    </message>
    <message>
        <source>These hold for all tokens of this person together.</source>
        <translation>这些限制由该用户的所有令牌共用。</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>By the calendar of this computer. What was used before a budget was set counts, too; what is used up begins anew by itself.</source>
        <translation>按这台电脑的日历计算。设定预算之前用掉的也算在内；用完的预算到期会自动重新开始。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New token for them</source>
        <translation>为其新建令牌</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>LimitsTab</name>
    <message>
        <source>Requests/min</source>
        <translation>请求/分钟</translation>
    </message>
    <message>
        <source>Tokens/min</source>
        <translation>Token/分钟</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>并发</translation>
    </message>
    <message>
        <source>Tokens a day, each key</source>
        <translation>每个密钥每日 token 数</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首字</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>In money, what its provider takes. One that is used up rests the channel.</source>
        <translation>金额按服务商收取的费用计算。预算用完后，渠道进入休息。</translation>
    </message>
    <message>
        <source>What it costs you, times the price</source>
        <translation>你的成本（价格的倍数）</translation>
    </message>
    <message>
        <source>0.8 where your provider gives a fifth off, 0 where it takes nothing. It changes what the usage says you spent, not what your tokens pay.</source>
        <translation>服务商打八折填 0.8，不收费填 0。只影响用量中你的花费，不影响令牌支付的费用。</translation>
    </message>
    <message>
        <source>What is beyond them goes to the next channel that can answer.</source>
        <translation>超出限制的请求会转到下一个可用的渠道。</translation>
    </message>
    <message>
        <source>How long to wait for a connection, for the first token, and during a silence within an answer. Until the first token the next channel is tried.</source>
        <translation>等待连接、等待首字，以及回答中途停顿各最多多久。首字出现之前超时，会改试下一个渠道。</translation>
    </message>
</context>
<context>
    <name>LimitsView</name>
    <message>
        <source>As its person</source>
        <translation>跟随用户</translation>
    </message>
    <message>
        <source>all, also those to come</source>
        <translation>全部，包括以后新增的</translation>
    </message>
    <message>
        <source>Balance in dollars</source>
        <translation>额度（美元）</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>By the calendar of this computer. What is used up begins anew by itself.</source>
        <translation>周期以本机日历为准，用完的预算到下一周期会自动重新计算。</translation>
    </message>
    <message>
        <source>Most for one request, in dollars</source>
        <translation>单次请求费用上限（美元）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>It sees the channels of this group.</source>
        <translation>它能看到这个分组的渠道。</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>In a day</source>
        <translation>1 天后</translation>
    </message>
    <message>
        <source>On a date</source>
        <translation>指定日期</translation>
    </message>
    <message>
        <source>Its last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>2026-12-31</source>
        <translation>2026-12-31</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>允许的地址</translation>
    </message>
    <message>
        <source>Addresses or networks, like 192.168.1.0/24. Empty allows any.</source>
        <translation>IP 地址或网段，例如 192.168.1.0/24。留空则不限。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>1 年后</translation>
    </message>
    <message>
        <source>In {n} days</source>
        <translation>{n} 天后</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Open logs</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <source>Quiet. Requests will appear here.</source>
        <translation>暂时没有请求，新的请求会出现在这里。</translation>
    </message>
    <message>
        <source>Just finished</source>
        <translation>刚刚完成</translation>
    </message>
    <message>
        <source>1 request in flight</source>
        <translation>1 个请求进行中</translation>
    </message>
    <message>
        <source>{n} requests in flight</source>
        <translation>{n} 个请求进行中</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 个</translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <source>1 channel failed</source>
        <translation>1 个渠道失败</translation>
    </message>
    <message>
        <source>{n} channels failed</source>
        <translation>{n} 个渠道失败</translation>
    </message>
    <message>
        <source>Cancel this request</source>
        <translation>取消此请求</translation>
    </message>
    <message>
        <source>Waiting for first token</source>
        <translation>等待首字</translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation>等待回答</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>正在输出</translation>
    </message>
    <message>
        <source>{n} tok/s</source>
        <translation>{n} tok/s</translation>
    </message>
</context>
<context>
    <name>LoadBanner</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>LogCurl</name>
    <message>
        <source>Put your text here; the request&apos;s own was not recorded.</source>
        <translation>请在此填写内容；原请求的内容没有记录。</translation>
    </message>
</context>
<context>
    <name>LogDetail</name>
    <message>
        <source>The cost is known when the answer is whole.</source>
        <translation>回答完成后才知道费用。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>connect {time}</source>
        <translation>连接 {time}</translation>
    </message>
    <message>
        <source>streaming {time}</source>
        <translation>输出 {time}</translation>
    </message>
    <message>
        <source>streaming {time}, {rate} tok/s</source>
        <translation>输出 {time}，{rate} tok/s</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>waiting for first token</source>
        <translation>等待首字</translation>
    </message>
    <message>
        <source>streaming</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>The balance does not cover this request.</source>
        <translation>余额不足以支付这次请求。</translation>
    </message>
    <message>
        <source>The budget of this period is used up.</source>
        <translation>本周期的预算已用完。</translation>
    </message>
    <message>
        <source>It could cost more than the token allows for one request.</source>
        <translation>费用可能超过该令牌的单次请求费用上限。</translation>
    </message>
    <message>
        <source>A limit a minute or at once was reached.</source>
        <translation>已达到每分钟上限或并发上限。</translation>
    </message>
    <message>
        <source>The token may not use this model.</source>
        <translation>该令牌不能使用这个模型。</translation>
    </message>
    <message>
        <source>This model has no price, the token is limited.</source>
        <translation>这个模型没有价格，而令牌有额度限制。</translation>
    </message>
    <message>
        <source>No channel has this model.</source>
        <translation>没有渠道提供这个模型。</translation>
    </message>
    <message>
        <source>No channel could answer just then.</source>
        <translation>当时没有渠道可以应答。</translation>
    </message>
    <message>
        <source>Every channel that was tried failed.</source>
        <translation>尝试过的渠道全部失败。</translation>
    </message>
    <message>
        <source>The provider refused the request itself.</source>
        <translation>服务商拒绝了这次请求本身。</translation>
    </message>
    <message>
        <source>The provider ended the answer early.</source>
        <translation>服务商提前结束了回答。</translation>
    </message>
    <message>
        <source>The vault was locked.</source>
        <translation>密钥库处于锁定状态。</translation>
    </message>
    <message>
        <source>The client left before the answer was whole.</source>
        <translation>回答完成前客户端已断开。</translation>
    </message>
    <message>
        <source>Homeport ended while this request ran.</source>
        <translation>请求进行时母港退出了。</translation>
    </message>
</context>
<context>
    <name>LogDetailPanel</name>
    <message>
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation>打开渠道</translation>
    </message>
    <message>
        <source>Why this route?</source>
        <translation>为什么这样路由？</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>The request itself is not recorded: add your key and text</source>
        <translation>请求内容没有记录：请填入你的密钥和文字</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>请求 ID</translation>
    </message>
    <message>
        <source>Copy request id</source>
        <translation>复制请求 ID</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
</context>
<context>
    <name>LogFilter</name>
    <message>
        <source>Longer than {time}</source>
        <translation>耗时超过 {time}</translation>
    </message>
    <message>
        <source>Dearer than {cost}</source>
        <translation>费用超过 {cost}</translation>
    </message>
    <message>
        <source>Retried</source>
        <translation>重试过</translation>
    </message>
    <message>
        <source>Without channel tests</source>
        <translation>不含渠道测试</translation>
    </message>
    <message>
        <source>Total time</source>
        <translation>总耗时</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Model that answered</source>
        <translation>实际回答的模型</translation>
    </message>
    <message>
        <source>Total time, such as &gt;5s</source>
        <translation>总耗时，例如 &gt;5s</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>首字时间</translation>
    </message>
    <message>
        <source>Cost in dollars, such as &gt;0.01</source>
        <translation>费用（美元），例如 &gt;0.01</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>输入 token 数</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>输出 token 数</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>Channel tests</source>
        <translation>渠道测试</translation>
    </message>
    <message>
        <source>Streamed</source>
        <translation>流式</translation>
    </message>
    <message>
        <source>Estimated usage</source>
        <translation>用量为估算</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>All errors</source>
        <translation>所有错误</translation>
    </message>
    <message>
        <source>There is no filter {word}. Did you mean {meant}?</source>
        <translation>没有名为{word}的筛选，是不是 {meant}？</translation>
    </message>
    <message>
        <source>{piece} is no status. There are running, done, cut_short, cancelled, failed, refused, interrupted and error.</source>
        <translation>{piece}不是状态。可用的有 running、done、cut_short、cancelled、failed、refused、interrupted 和 error。</translation>
    </message>
    <message>
        <source>{piece} is no kind. There are test, stream and estimated.</source>
        <translation>{piece}不是类型。可用的有 test、stream 和 estimated。</translation>
    </message>
    <message>
        <source>{piece} is no time. Type it as 5s, 500ms or 2min.</source>
        <translation>{piece}不是时间。请写成 5s、500ms 或 2min。</translation>
    </message>
    <message>
        <source>{piece} is no amount. Type dollars as 0.01.</source>
        <translation>{piece}不是金额。请写成美元，例如 0.01。</translation>
    </message>
    <message>
        <source>{piece} is no number. Type it as 500 or 20k.</source>
        <translation>{piece}不是数字。请写成 500 或 20k。</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>{time} 起</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>截至 {time}</translation>
    </message>
</context>
<context>
    <name>LogFilters</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>所有渠道</translation>
    </message>
    <message>
        <source>All tokens</source>
        <translation>所有令牌</translation>
    </message>
    <message>
        <source>Looking through older requests: {share}</source>
        <translation>正在查找更早的请求：{share}</translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation>自定义…</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>按输入内容</translation>
    </message>
    <message>
        <source>Filter by model, channel, token, status, &gt;5s</source>
        <translation>按模型、渠道、令牌、状态、&gt;5s 筛选</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>添加筛选</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>LogPrice</name>
    <message>
        <source>{n} in × {price} / M</source>
        <translation>输入 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} cached × {price} / M</source>
        <translation>缓存 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} to cache × {price} / M</source>
        <translation>写缓存 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} to 1 h cache × {price} / M</source>
        <translation>写 1 小时缓存 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} audio in × {price} / M</source>
        <translation>音频输入 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} out × {price} / M</source>
        <translation>输出 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} reasoning × {price} / M</source>
        <translation>推理 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} audio out × {price} / M</source>
        <translation>音频输出 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} image in × {price} / M</source>
        <translation>图片输入 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} image out × {price} / M</source>
        <translation>图片输出 {n} × {price} / 百万</translation>
    </message>
    <message>
        <source>{n} images × {price}</source>
        <translation>{n} 张图片 × {price}</translation>
    </message>
    <message>
        <source>{n} images read × {price}</source>
        <translation>输入 {n} 张图片 × {price}</translation>
    </message>
    <message>
        <source>{n} characters × {price}</source>
        <translation>{n} 个字符 × {price}</translation>
    </message>
    <message>
        <source>{n} s heard × {price}</source>
        <translation>识别 {n} 秒 × {price}</translation>
    </message>
    <message>
        <source>{n} s spoken × {price}</source>
        <translation>生成 {n} 秒 × {price}</translation>
    </message>
    <message>
        <source>{n} searches × {price}</source>
        <translation>{n} 次搜索 × {price}</translation>
    </message>
    <message>
        <source>{n} requests × {price}</source>
        <translation>{n} 次请求 × {price}</translation>
    </message>
    <message>
        <source>{n} pages × {price}</source>
        <translation>{n} 页 × {price}</translation>
    </message>
    <message>
        <source>Group multiplier × {factor}</source>
        <translation>分组倍率 × {factor}</translation>
    </message>
    <message>
        <source>Rounded up</source>
        <translation>向上取整</translation>
    </message>
    <message>
        <source>Free: the very same request had been answered before.</source>
        <translation>免费：完全相同的请求之前已有回答。</translation>
    </message>
    <message>
        <source>Free: the app sent its request again, and got its answer.</source>
        <translation>免费：应用重复发送了请求，得到的是原来的回答。</translation>
    </message>
    <message>
        <source>Unpriced: no price is known for this model, so nothing is charged.</source>
        <translation>未定价：不知道这个模型的价格，因此不收费。</translation>
    </message>
    <message>
        <source>Estimated: Homeport ended while this request ran.</source>
        <translation>估算：请求进行时母港退出了。</translation>
    </message>
    <message>
        <source>Estimated: the provider did not tell the token counts.</source>
        <translation>估算：服务商没有给出 token 数量。</translation>
    </message>
    <message>
        <source>Free: this model runs on your own computer.</source>
        <translation>免费：这个模型在你自己的电脑上运行。</translation>
    </message>
    <message>
        <source>At the provider&apos;s prices for its {tier} tier.</source>
        <translation>按服务商 {tier} 服务等级的价格计费。</translation>
    </message>
    <message>
        <source>Charged to {name}</source>
        <translation>计入 {name}</translation>
    </message>
    <message>
        <source>Beyond the balance, paid by you</source>
        <translation>超出余额，由你承担</translation>
    </message>
    <message>
        <source>Cost of your channels</source>
        <translation>渠道成本</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>1 request today</source>
        <translation>今天 1 次请求</translation>
    </message>
    <message>
        <source>{n} requests today</source>
        <translation>今天 {n} 次请求</translation>
    </message>
    <message>
        <source>The log could not be read. What shows may be out of date.</source>
        <translation>无法读取日志，当前显示的内容可能已过时。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation>无法读取日志</translation>
    </message>
    <message>
        <source>Homeport&apos;s own log has the cause.</source>
        <translation>原因写在母港自身的日志里。</translation>
    </message>
    <message>
        <source>No request matches</source>
        <translation>没有符合条件的请求</translation>
    </message>
    <message>
        <source>Other requests are there; the filters leave none of them.</source>
        <translation>日志中有其他请求，但都被筛选条件排除了。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing in this range</source>
        <translation>这段时间没有请求</translation>
    </message>
    <message>
        <source>There are older requests in the log.</source>
        <translation>日志中有更早的请求。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Request id copied</source>
        <translation>已复制请求 ID</translation>
    </message>
    <message>
        <source>Copied. Put in your key and text: neither is recorded in the log.</source>
        <translation>已复制。请填入你的密钥和文字：日志中都没有记录。</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} 条新请求</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Show new requests as they come</source>
        <translation>有新请求时立即显示</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message>
        <source>What your apps ask for appears here, with its cost, as it happens.</source>
        <translation>你的应用发出的每次请求都会即时显示在这里，并附上费用。</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Copied {address}</source>
        <translation>已复制 {address}</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>快速查找</translation>
    </message>
    <message>
        <source>Homeport</source>
        <translation>母港</translation>
    </message>
    <message>
        <source>Widen the page list</source>
        <translation>展开页面列表</translation>
    </message>
    <message>
        <source>Narrow the page list</source>
        <translation>收起页面列表</translation>
    </message>
</context>
<context>
    <name>MetaCard</name>
    <message>
        <source>Fewer settings</source>
        <translation>收起设置</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
</context>
<context>
    <name>MetaRow</name>
    <message>
        <source>Applies when Homeport listens anew. Until then: {value}.</source>
        <translation>母港重新监听后生效，目前仍是：{value}。</translation>
    </message>
    <message>
        <source>Port {wanted} is used by {holder}. Homeport uses {port} for now.</source>
        <translation>端口 {wanted} 已被占用：{holder}。母港暂时使用 {port}。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Listen there now</source>
        <translation>立即启用</translation>
    </message>
</context>
<context>
    <name>ModelChecklist</name>
    <message>
        <source>Search models, or name one</source>
        <translation>搜索模型，或直接输入名称</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation>选择列出的全部模型</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Choose none of those listed</source>
        <translation>列出的模型都不选</translation>
    </message>
    <message>
        <source>No models yet.</source>
        <translation>还没有模型。</translation>
    </message>
    <message>
        <source>{chosen} of {total}</source>
        <translation>已选 {chosen} / {total}</translation>
    </message>
    <message>
        <source>Add “{name}”</source>
        <translation>添加“{name}”</translation>
    </message>
</context>
<context>
    <name>ModelSheet</name>
    <message>
        <source>Copy the model&apos;s name</source>
        <translation>复制模型名称</translation>
    </message>
    <message>
        <source>Why this route?</source>
        <translation>为什么这样路由？</translation>
    </message>
    <message>
        <source>Save price</source>
        <translation>保存价格</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Back to the catalogue&apos;s price</source>
        <translation>恢复目录价格</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>恢复为未定价</translation>
    </message>
    <message>
        <source>Context {n}</source>
        <translation>上下文 {n}</translation>
    </message>
    <message>
        <source>output up to {n}</source>
        <translation>输出上限 {n}</translation>
    </message>
    <message>
        <source>ends {day}</source>
        <translation>{day} 下线</translation>
    </message>
    <message>
        <source>Nobody knows its price. Requests cost $0, and tokens with a balance cannot use it.</source>
        <translation>没有人知道它的价格。请求按 $0 计费，有余额限制的令牌不能使用它。</translation>
    </message>
    <message>
        <source>You set this price.</source>
        <translation>这个价格由你设定。</translation>
    </message>
    <message>
        <source>You set this price as a ratio.</source>
        <translation>这个价格由你以倍率设定。</translation>
    </message>
    <message>
        <source>It runs on your own machines and is free.</source>
        <translation>它在你自己的机器上运行，免费。</translation>
    </message>
    <message>
        <source>This price is from the catalogue.</source>
        <translation>这个价格来自目录。</translation>
    </message>
    <message>
        <source>The catalogue knows no price per token for it.</source>
        <translation>目录里没有它按 token 计的价格。</translation>
    </message>
    <message>
        <source>Other channels take something else; yours would count for all.</source>
        <translation>其他渠道的价格不同；你设定的价格对所有渠道有效。</translation>
    </message>
    <message>
        <source>It is sent as {name}: the price is that model&apos;s.</source>
        <translation>实际以 {name} 发送：价格按那个模型计算。</translation>
    </message>
    <message>
        <source>The catalogue takes more for prompts above {n} tokens; a price of yours is the same for all.</source>
        <translation>提示词超过 {n} 个 token 时，目录价格更高；你设定的价格不分长短。</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Output limit</source>
        <translation>输出上限</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>{price} per image</source>
        <translation>每张图片 {price}</translation>
    </message>
    <message>
        <source>{price} per image read</source>
        <translation>每张输入图片 {price}</translation>
    </message>
    <message>
        <source>{price} per character</source>
        <translation>每个字符 {price}</translation>
    </message>
    <message>
        <source>{price} per second heard</source>
        <translation>每秒识别 {price}</translation>
    </message>
    <message>
        <source>{price} per second made</source>
        <translation>每秒生成 {price}</translation>
    </message>
    <message>
        <source>{price} per search</source>
        <translation>每次搜索 {price}</translation>
    </message>
    <message>
        <source>{price} per page</source>
        <translation>每页 {price}</translation>
    </message>
    <message>
        <source>{price} per request</source>
        <translation>每次请求 {price}</translation>
    </message>
    <message>
        <source>{names} (off)</source>
        <translation>{names}（已停用）</translation>
    </message>
    <message>
        <source>It costs something else on other channels.</source>
        <translation>它在其他渠道的价格不同。</translation>
    </message>
    <message>
        <source>varies</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>No price</source>
        <translation>未定价</translation>
    </message>
    <message>
        <source>Not per token</source>
        <translation>不按 token 计</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>自定</translation>
    </message>
    <message>
        <source>Your ratio</source>
        <translation>自定倍率</translation>
    </message>
    <message>
        <source>Free, local</source>
        <translation>免费，本机</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>目录</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>{served} on your channels, {every} known · dollars per million tokens</source>
        <translation>渠道提供 {served} 个，已知 {every} 个 · 美元/百万 token</translation>
    </message>
    <message>
        <source>No model is called so.</source>
        <translation>没有相符的模型。</translation>
    </message>
    <message>
        <source>Your channels offer no models yet.</source>
        <translation>你的渠道还没有提供模型。</translation>
    </message>
    <message>
        <source>Every model that your channels offer has a price.</source>
        <translation>你的渠道提供的模型都有价格。</translation>
    </message>
    <message>
        <source>You have set no price yourself.</source>
        <translation>你还没有自己设定价格。</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 和另外 {n} 个</translation>
    </message>
    <message>
        <source>{names} has no price, so tokens with a balance cannot use it.</source>
        <translation>{names} 没有价格，有余额限制的令牌不能使用它。</translation>
    </message>
    <message>
        <source>{n} models have no price, so tokens with a balance cannot use them: {names}.</source>
        <translation>{n} 个模型没有价格，有余额限制的令牌不能使用它们：{names}。</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>设定价格</translation>
    </message>
    <message>
        <source>Multipliers saved</source>
        <translation>已保存倍率</translation>
    </message>
    <message>
        <source>Why this route?</source>
        <translation>为什么这样路由？</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation>查看请求</translation>
    </message>
    <message>
        <source>Reset price</source>
        <translation>重置价格</translation>
    </message>
    <message>
        <source>Set the price of {name}</source>
        <translation>设定 {name} 的价格</translation>
    </message>
    <message>
        <source>{name} has the catalogue&apos;s price again</source>
        <translation>{name} 已恢复目录价格</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Update prices…</source>
        <translation>更新价格…</translation>
    </message>
    <message>
        <source>Find a model, channel or vendor</source>
        <translation>查找模型、渠道或厂商</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>全部模型</translation>
    </message>
    <message>
        <source>On my channels</source>
        <translation>我的渠道</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>未定价</translation>
    </message>
    <message>
        <source>My prices</source>
        <translation>我的价格</translation>
    </message>
    <message>
        <source>Which models</source>
        <translation>显示哪些模型</translation>
    </message>
</context>
<context>
    <name>ModelsSheet</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Which of them clients may ask for</source>
        <translation>客户端可以请求哪些模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>使用这些</translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Save and fetch</source>
        <translation>保存并获取</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>Answers carry the name that was asked for, whatever was sent.</source>
        <translation>无论实际发送的是哪个名称，回答中都用客户端请求的名称。</translation>
    </message>
    <message>
        <source>Ask the provider which models it has</source>
        <translation>向服务商查询有哪些模型</translation>
    </message>
    <message>
        <source>Clients ask for</source>
        <translation>客户端请求</translation>
    </message>
    <message>
        <source>Send as</source>
        <translation>实际发送</translation>
    </message>
    <message>
        <source>Add alias</source>
        <translation>添加别名</translation>
    </message>
    <message>
        <source>Remove this alias</source>
        <translation>移除这个别名</translation>
    </message>
</context>
<context>
    <name>MoreTab</name>
    <message>
        <source>System prompt of every request</source>
        <translation>每个请求附带的系统提示词</translation>
    </message>
    <message>
        <source>Instead of the client&apos;s</source>
        <translation>替换客户端的</translation>
    </message>
    <message>
        <source>Before the client&apos;s</source>
        <translation>置于客户端的之前</translation>
    </message>
    <message>
        <source>Place of the system prompt</source>
        <translation>系统提示词的位置</translation>
    </message>
    <message>
        <source>Changes to request bodies</source>
        <translation>请求体改写</translation>
    </message>
    <message>
        <source>JSON: members to set, by their path. With “set” and “remove” some can be taken out; “anthropic:thinking” applies to one wire format alone.</source>
        <translation>JSON：按路径写出要设定的字段。用“set”和“remove”还可以移除字段；“anthropic:thinking”这样的写法只对一种协议生效。</translation>
    </message>
    <message>
        <source>Headers of every request</source>
        <translation>每个请求附带的请求头</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>添加请求头</translation>
    </message>
    <message>
        <source>Remove this header</source>
        <translation>移除这个请求头</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>跟随设置</translation>
    </message>
    <message>
        <source>http://, https:// or socks5://, with a user and password if need be, or none.</source>
        <translation>http://、https:// 或 socks5://，需要时可带用户名和密码；填 none 则不使用代理。</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>Trusted for this channel beside the system&apos;s, for servers of your own.</source>
        <translation>除系统信任的机构外，这个渠道还信任它，用于你自己的服务器。</translation>
    </message>
    <message>
        <source>Model for tests</source>
        <translation>测试用的模型</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>最便宜的</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Narrow</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>NetworkRow</name>
    <message>
        <source>Share with {network}</source>
        <translation>共享到 {network}</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <translation>显示二维码</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Port taken</source>
        <translation>端口被占用</translation>
    </message>
    <message>
        <source>Port reserved</source>
        <translation>端口被保留</translation>
    </message>
    <message>
        <source>Address gone</source>
        <translation>地址已变</translation>
    </message>
    <message>
        <source>Cannot listen</source>
        <translation>无法监听</translation>
    </message>
    <message>
        <source>VPN, not shared</source>
        <translation>VPN，不共享</translation>
    </message>
    <message>
        <source>Not shared</source>
        <translation>未共享</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>可访问</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>监听中</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Not connected now. Sharing goes on once this computer is back.</source>
        <translation>目前没有连接。本机回到这个网络后会继续共享。</translation>
    </message>
    <message>
        <source>Port {port} is used by {holder}. It is tried again by itself.</source>
        <translation>端口 {port} 已被占用：{holder}。会自动重试。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>The system keeps port {port}. Choose another under Server.</source>
        <translation>系统保留了端口 {port}。请在“服务器”中选择其他端口。</translation>
    </message>
    <message>
        <source>This computer has another address by now. It is looked up again.</source>
        <translation>本机的地址已经变了，会自动重新查找。</translation>
    </message>
    <message>
        <source>The Internet can reach this address unless your router blocks it.</source>
        <translation>除非路由器拦截，互联网上也能访问这个地址。</translation>
    </message>
</context>
<context>
    <name>NetworksCard</name>
    <message>
        <source>{n} hidden: {names}</source>
        <translation>隐藏了 {n} 个：{names}</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Only ticked addresses listen</source>
        <translation>只监听勾选的地址</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>This computer is in no network at the moment.</source>
        <translation>本机目前没有连接任何网络。</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>For 1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>8 小时</translation>
    </message>
    <message>
        <source>For 24 hours</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>直到 {time}</translation>
    </message>
    <message>
        <source>Not any more</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不启用</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>免打扰</translation>
    </message>
    <message>
        <source>Nothing is said for so long. What is wrong still shows in the window.</source>
        <translation>这段时间不发通知，出现的问题仍会显示在窗口里。</translation>
    </message>
    <message>
        <source>A channel begins to fail</source>
        <translation>渠道开始失败</translation>
    </message>
    <message>
        <source>At most once an hour for each.</source>
        <translation>每个渠道每小时最多一次。</translation>
    </message>
    <message>
        <source>A provider rejects a key</source>
        <translation>服务商拒绝密钥</translation>
    </message>
    <message>
        <source>Or its account has no money left.</source>
        <translation>或账户余额用完。</translation>
    </message>
    <message>
        <source>A token&apos;s balance runs out</source>
        <translation>令牌余额快用完</translation>
    </message>
    <message>
        <source>At 80 % and when it is used up.</source>
        <translation>用到 80% 时和用完时。</translation>
    </message>
    <message>
        <source>The port had to be changed</source>
        <translation>不得不改用其他端口</translation>
    </message>
    <message>
        <source>When another program had it at the start.</source>
        <translation>启动时端口被其他程序占用。</translation>
    </message>
    <message>
        <source>A new version is there</source>
        <translation>有新版本</translation>
    </message>
    <message>
        <source>If an address to ask is set under About.</source>
        <translation>需要在“关于”中设定查询地址。</translation>
    </message>
</context>
<context>
    <name>NoticeModel</name>
    <message>
        <source>Port {wanted} is taken, so apps with that address do not reach it.</source>
        <translation>端口 {wanted} 被占用，使用该地址的应用无法连接。</translation>
    </message>
    <message>
        <source>Homeport listens on port {port}</source>
        <translation>母港改为监听端口 {port}</translation>
    </message>
    <message>
        <source>See the settings</source>
        <translation>查看设置</translation>
    </message>
    <message>
        <source>{name} is failing</source>
        <translation>{name} 正在失败</translation>
    </message>
    <message>
        <source>Requests go to other channels that have the model, as long as there are any.</source>
        <translation>只要还有其他渠道提供该模型，请求就会转到那里。</translation>
    </message>
    <message>
        <source>See the channel</source>
        <translation>查看渠道</translation>
    </message>
    <message>
        <source>{name} has no money left</source>
        <translation>{name} 余额不足</translation>
    </message>
    <message>
        <source>The key ending in {hint} is refused until its account is paid.</source>
        <translation>账户充值之前，以 {hint} 结尾的密钥会被拒绝。</translation>
    </message>
    <message>
        <source>{name} rejected a key</source>
        <translation>{name} 拒绝了一个密钥</translation>
    </message>
    <message>
        <source>The key ending in {hint} is not used until you replace or test it.</source>
        <translation>以 {hint} 结尾的密钥已停止使用，请更换或测试它。</translation>
    </message>
    <message>
        <source>{name} has used up its balance</source>
        <translation>{name} 的余额已用完</translation>
    </message>
    <message>
        <source>Requests with this token are refused until it is filled up.</source>
        <translation>充值之前，使用这个令牌的请求会被拒绝。</translation>
    </message>
    <message>
        <source>{name} has used 80 % of its balance</source>
        <translation>{name} 的余额已用去 80%</translation>
    </message>
    <message>
        <source>{money} is left.</source>
        <translation>还剩 {money}。</translation>
    </message>
    <message>
        <source>See the token</source>
        <translation>查看令牌</translation>
    </message>
    <message>
        <source>Homeport {version} is available</source>
        <translation>母港 {version} 已发布</translation>
    </message>
    <message>
        <source>Nothing is installed by itself.</source>
        <translation>不会自动安装。</translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation>查看新变化</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>See channels</source>
        <translation>查看渠道</translation>
    </message>
    <message>
        <source>All channels are off, so no request can be answered.</source>
        <translation>所有渠道都已停用，无法应答任何请求。</translation>
    </message>
    <message>
        <source>All channels are resting until {time}.</source>
        <translation>所有渠道都在休息，直到 {time}。</translation>
    </message>
    <message>
        <source>No channel can answer at the moment.</source>
        <translation>目前没有渠道可以应答。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
</context>
<context>
    <name>OwnerChoice</name>
    <message>
        <source>Belongs to</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>Their limits hold for it as well. This cannot be changed later.</source>
        <translation>该用户的限制对它同样生效。以后不能更改。</translation>
    </message>
</context>
<context>
    <name>OwnerLine</name>
    <message>
        <source>Belongs to</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>Belongs to {name}</source>
        <translation>属于 {name}</translation>
    </message>
    <message>
        <source>What limits all their tokens together</source>
        <translation>对其所有令牌共同生效的限制</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Find anything</source>
        <translation>快速查找</translation>
    </message>
</context>
<context>
    <name>PassphraseFields</name>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>At least {n} characters. A few random words are easy to keep.</source>
        <translation>至少 {n} 个字符。几个随机的词语最好记。</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输入一次</translation>
    </message>
</context>
<context>
    <name>PauseModel</name>
    <message>
        <source>until you resume</source>
        <translation>直到你手动恢复</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>直到 {time}</translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>直到手动恢复</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>What holds for all tokens of a person, or of a group, together. A request has to fit its token&apos;s own limits as well.</source>
        <translation>对一个用户或一个分组的所有令牌共同生效的限制。请求还必须符合令牌自己的限制。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Only you so far: every token is yours. Add a person for whoever else uses your channels: all their devices share one budget or balance, usage and log tell what is theirs, and one click stops it.</source>
        <translation>目前只有你：所有令牌都是你的。谁还要使用你的渠道，就为谁添加一个用户：其所有设备共用一份预算或余额，用量和日志能看出哪些属于该用户，一次点击即可停用。</translation>
    </message>
    <message>
        <source>Everything is in this group so far. Name others under Routing in a channel, then choose one in a token&apos;s limits.</source>
        <translation>目前全部都在这个分组。请在渠道的“路由”里填写其他分组，然后在令牌的限制中选择。</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Added {name}. What they need next is a token.</source>
        <translation>已添加 {name}。接下来需要一个令牌。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Edit limits</source>
        <translation>编辑限制</translation>
    </message>
    <message>
        <source>Remove all limits</source>
        <translation>移除所有限制</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>New token for them</source>
        <translation>为其新建令牌</translation>
    </message>
    <message>
        <source>Show their tokens</source>
        <translation>查看其令牌</translation>
    </message>
    <message>
        <source>Show their requests</source>
        <translation>查看其请求</translation>
    </message>
    <message>
        <source>Limits of {name} saved</source>
        <translation>已保存 {name} 的限制</translation>
    </message>
    <message>
        <source>Nothing limits {name} any more</source>
        <translation>{name} 已没有任何限制</translation>
    </message>
    <message>
        <source>Removed {name}. Their tokens stopped working.</source>
        <translation>已移除 {name}。其令牌已失效。</translation>
    </message>
</context>
<context>
    <name>PeopleTable</name>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>over budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name} 的更多操作</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Balance: {left} left, {used} used</source>
        <translation>余额：剩余 {left}，已用 {used}</translation>
    </message>
    <message>
        <source>{n}/min</source>
        <translation>{n}/分钟</translation>
    </message>
    <message>
        <source>{n} requests a minute</source>
        <translation>每分钟 {n} 个请求</translation>
    </message>
    <message>
        <source>{n} tokens/min</source>
        <translation>{n} token/分钟</translation>
    </message>
    <message>
        <source>{n} tokens a minute</source>
        <translation>每分钟 {n} 个 token</translation>
    </message>
    <message>
        <source>{n} at once</source>
        <translation>并发 {n}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PersonFields</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Mum</source>
        <translation>妈妈</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Balance in dollars</source>
        <translation>余额（美元）</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>PickTile</name>
    <message>
        <source>Select {name}</source>
        <translation>选择 {name}</translation>
    </message>
</context>
<context>
    <name>PriceDiff</name>
    <message>
        <source>no map of prices known here</source>
        <translation>不认识的价格表</translation>
    </message>
    <message>
        <source>no map</source>
        <translation>不是价格表</translation>
    </message>
    <message>
        <source>no number a price can be</source>
        <translation>不是有效的价格数字</translation>
    </message>
    <message>
        <source>a name with * matches nothing</source>
        <translation>含 * 的名称不匹配任何模型</translation>
    </message>
    <message>
        <source>negative: a quota unit each</source>
        <translation>负数：每次请求收 1 个额度单位</translation>
    </message>
    <message>
        <source>ten times off the catalogue</source>
        <translation>与目录价格相差 10 倍以上</translation>
    </message>
    <message>
        <source>kinds of token without a map there</source>
        <translation>有的 token 种类没有对应的价格表</translation>
    </message>
    <message>
        <source>prices of long prompts</source>
        <translation>长提示词的价格</translation>
    </message>
    <message>
        <source>priced by the image, second or the like</source>
        <translation>按图片、秒等单位计价</translation>
    </message>
    <message>
        <source>priced by the request</source>
        <translation>按请求次数计价</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
    </message>
    <message>
        <source>Written to the cache</source>
        <translation>写入缓存</translation>
    </message>
    <message>
        <source>Written for an hour</source>
        <translation>写入 1 小时缓存</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 项</translation>
    </message>
    <message>
        <source>Not in the file</source>
        <translation>未写入文件</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Your own price stays in force</source>
        <translation>你设定的价格继续有效</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Look at these</source>
        <translation>请留意</translation>
    </message>
    <message>
        <source>Your price in dollars stays in force</source>
        <translation>你设定的美元价格继续有效</translation>
    </message>
</context>
<context>
    <name>PriceFields</name>
    <message>
        <source>Dollars per million</source>
        <translation>美元/百万</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>倍率</translation>
    </message>
    <message>
        <source>How the price is given</source>
        <translation>价格的表示方式</translation>
    </message>
    <message>
        <source>More kinds</source>
        <translation>更多种类</translation>
    </message>
    <message>
        <source>as input</source>
        <translation>同输入</translation>
    </message>
    <message>
        <source>as output</source>
        <translation>同输出</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
    </message>
    <message>
        <source>Written to the cache</source>
        <translation>写入缓存</translation>
    </message>
    <message>
        <source>Written for an hour</source>
        <translation>写入 1 小时缓存</translation>
    </message>
    <message>
        <source>as written</source>
        <translation>同写入</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Audio in</source>
        <translation>音频输入</translation>
    </message>
    <message>
        <source>Audio out</source>
        <translation>音频输出</translation>
    </message>
    <message>
        <source>Image in</source>
        <translation>图片输入</translation>
    </message>
    <message>
        <source>Image out</source>
        <translation>图片输出</translation>
    </message>
    <message>
        <source>Each image</source>
        <translation>每张图片</translation>
    </message>
    <message>
        <source>Each image read</source>
        <translation>每张输入图片</translation>
    </message>
    <message>
        <source>Each character spoken</source>
        <translation>每个朗读的字符</translation>
    </message>
    <message>
        <source>Each second heard</source>
        <translation>每秒识别</translation>
    </message>
    <message>
        <source>Each second made</source>
        <translation>每秒生成</translation>
    </message>
    <message>
        <source>Each search</source>
        <translation>每次搜索</translation>
    </message>
    <message>
        <source>Each page</source>
        <translation>每页</translation>
    </message>
    <message>
        <source>Each request</source>
        <translation>每次请求</translation>
    </message>
    <message>
        <source>Model ratio</source>
        <translation>模型倍率</translation>
    </message>
    <message>
        <source>Completion ratio</source>
        <translation>补全倍率</translation>
    </message>
    <message>
        <source>as one-api</source>
        <translation>同 one-api</translation>
    </message>
</context>
<context>
    <name>PriceForm</name>
    <message>
        <source>An amount in dollars, like 3 or 0.27.</source>
        <translation>请填写美元金额，例如 3 或 0.27。</translation>
    </message>
    <message>
        <source>A number, like 1.5. 1 is $2 per million tokens.</source>
        <translation>请填写数字，例如 1.5。1 相当于每百万 token $2。</translation>
    </message>
    <message>
        <source>Every price needs this one. 0 is free.</source>
        <translation>每个价格都要填写这一项，0 表示免费。</translation>
    </message>
    <message>
        <source>A price for each request stands alone. Empty the other fields.</source>
        <translation>每次请求的价格须单独使用，请清空其他各项。</translation>
    </message>
    <message>
        <source>This is too large or too small.</source>
        <translation>数值太大或太小。</translation>
    </message>
</context>
<context>
    <name>PriceSource</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Where the prices come from</source>
        <translation>价格来源</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Homeport&apos;s prices.json, LiteLLM&apos;s model_prices_and_context_window.json, or the ratios of one-api or new-api.</source>
        <translation>母港的 prices.json、LiteLLM 的 model_prices_and_context_window.json，或者 one-api、new-api 的倍率。</translation>
    </message>
    <message>
        <source>Address of the prices</source>
        <translation>价格地址</translation>
    </message>
    <message>
        <source>It is on my own network</source>
        <translation>地址在我自己的网络中</translation>
    </message>
    <message>
        <source>It is asked once, when you press the button. Nothing of yours is sent along.</source>
        <translation>只在你点击按钮时查询一次，不会附带发送你的任何内容。</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Prices or ratios as JSON</source>
        <translation>JSON 格式的价格或倍率</translation>
    </message>
    <message>
        <source>A map without a name is</source>
        <translation>没有名称的价格表视为</translation>
    </message>
    <message>
        <source>Model ratios</source>
        <translation>模型倍率</translation>
    </message>
    <message>
        <source>Completion ratios</source>
        <translation>补全倍率</translation>
    </message>
    <message>
        <source>Group ratios</source>
        <translation>分组倍率</translation>
    </message>
    <message>
        <source>Cache ratios</source>
        <translation>缓存倍率</translation>
    </message>
    <message>
        <source>Cache write ratios</source>
        <translation>缓存写入倍率</translation>
    </message>
    <message>
        <source>Image ratios</source>
        <translation>图片倍率</translation>
    </message>
    <message>
        <source>Audio ratios</source>
        <translation>音频倍率</translation>
    </message>
    <message>
        <source>Audio completion ratios</source>
        <translation>音频补全倍率</translation>
    </message>
    <message>
        <source>Show what changes</source>
        <translation>查看变更</translation>
    </message>
</context>
<context>
    <name>PriceUpdateSheet</name>
    <message>
        <source>Choose a file of prices</source>
        <translation>选择价格文件</translation>
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation>JSON (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the ratios</source>
        <translation>保存倍率</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Prices updated</source>
        <translation>已更新价格</translation>
    </message>
    <message>
        <source>The shipped prices are in force</source>
        <translation>已恢复自带价格</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Remove what the file does not name ({n})</source>
        <translation>移除文件中没有列出的（{n} 个）</translation>
    </message>
    <message>
        <source>In force: the prices that shipped, of {date}, for {n} models.</source>
        <translation>当前生效：自带价格，日期 {date}，共 {n} 个模型。</translation>
    </message>
    <message>
        <source>In force: prices you took in, of {date}, for {n} models.</source>
        <translation>当前生效：你导入的价格，日期 {date}，共 {n} 个模型。</translation>
    </message>
    <message>
        <source>It says what is in force already.</source>
        <translation>内容与当前生效的相同。</translation>
    </message>
    <message>
        <source>Ratios: {n} entries change, {same} stay.</source>
        <translation>倍率：{n} 项变更，{same} 项不变。</translation>
    </message>
    <message>
        <source>Prices: {n} changes.</source>
        <translation>价格：{n} 项变更。</translation>
    </message>
    <message>
        <source>Update prices</source>
        <translation>更新价格</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Write out</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Which way</source>
        <translation>导入或导出</translation>
    </message>
    <message>
        <source>Take the last back</source>
        <translation>撤回上次更新</translation>
    </message>
    <message>
        <source>Back to the shipped ones</source>
        <translation>恢复自带价格</translation>
    </message>
    <message>
        <source>Your own prices and ratios as the maps that one-api and new-api read. What they cannot say is listed.</source>
        <translation>把你设定的价格和倍率写成 one-api 和 new-api 能读取的价格表，无法表示的会列出来。</translation>
    </message>
    <message>
        <source>Every model that my channels offer</source>
        <translation>包含我的渠道提供的所有模型</translation>
    </message>
    <message>
        <source>Save for one-api…</source>
        <translation>存为 one-api 格式…</translation>
    </message>
    <message>
        <source>Save for new-api…</source>
        <translation>存为 new-api 格式…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Where keys are kept</source>
        <translation>密钥保存在哪里</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Unlock the keys</source>
        <translation>解锁密钥</translation>
    </message>
    <message>
        <source>Your keychain may show a prompt behind this window.</source>
        <translation>钥匙串的提示可能被本窗口挡住。</translation>
    </message>
    <message>
        <source>Use the recovery passphrase</source>
        <translation>使用恢复口令</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>恢复口令</translation>
    </message>
    <message>
        <source>Opens your keys if the keychain is emptied or the data moves to another PC.</source>
        <translation>钥匙串被清空，或数据移到其他电脑时，用它打开你的密钥。</translation>
    </message>
    <message>
        <source>Not set: if the keychain is emptied, your keys cannot be opened again.</source>
        <translation>未设定：一旦钥匙串被清空，你的密钥就再也打不开了。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除口令</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Without it, only the keychain opens your keys. Remove it?</source>
        <translation>没有它，就只有钥匙串能打开你的密钥。确定移除？</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Change the recovery passphrase</source>
        <translation>更改恢复口令</translation>
    </message>
    <message>
        <source>Set a recovery passphrase</source>
        <translation>设定恢复口令</translation>
    </message>
    <message>
        <source>{n} requests are logged; {m} responses are kept, sealed.</source>
        <translation>已记录 {n} 个请求；加密保留了 {m} 个响应。</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>清除日志</translation>
    </message>
    <message>
        <source>{n} requests are logged, without what was asked and answered.</source>
        <translation>已记录 {n} 个请求，不含提问和回答的内容。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear it</source>
        <translation>清除日志</translation>
    </message>
    <message>
        <source>Forget {n} requests? This cannot be undone. Costs, usage and balances stay.</source>
        <translation>清除 {n} 个请求？此操作无法撤销。费用、用量和余额会保留。</translation>
    </message>
    <message>
        <source>Forget {n} requests and {m} responses? This cannot be undone. Costs, usage and balances stay.</source>
        <translation>清除 {n} 个请求和 {m} 个响应？此操作无法撤销。费用、用量和余额会保留。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{n} requests were forgotten.</source>
        <translation>已清除 {n} 个请求。</translation>
    </message>
</context>
<context>
    <name>ProviderTiles</name>
    <message>
        <source>{n} more</source>
        <translation>另外 {n} 家</translation>
    </message>
    <message>
        <source>Or is it from another provider?</source>
        <translation>还是来自其他服务商？</translation>
    </message>
    <message>
        <source>Or choose a provider</source>
        <translation>或选择服务商</translation>
    </message>
    <message>
        <source>Search providers</source>
        <translation>搜索服务商</translation>
    </message>
    <message>
        <source>No provider of that name. Most speak OpenAI&apos;s way: take OpenAI-compatible.</source>
        <translation>没有这个名字的服务商。大多数都兼容 OpenAI，请选择 OpenAI-compatible。</translation>
    </message>
</context>
<context>
    <name>ProxyRow</name>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
</context>
<context>
    <name>QrSheet</name>
    <message>
        <source>Open on another device</source>
        <translation>在其他设备上打开</translation>
    </message>
    <message>
        <source>Scan with a phone in the same network, or type the address.</source>
        <translation>用同一网络中的手机扫码，或手动输入地址。</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>The code holds the address alone, never a key.</source>
        <translation>二维码只含地址，绝不含密钥。</translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <source>Quit Homeport?</source>
        <translation>退出母港？</translation>
    </message>
    <message>
        <source>1 request is still running</source>
        <translation>还有 1 个请求在进行</translation>
    </message>
    <message>
        <source>{n} requests are still running</source>
        <translation>还有 {n} 个请求在进行</translation>
    </message>
    <message>
        <source>Homeport waits up to 10 seconds for them to finish, then quits.</source>
        <translation>母港最多等待 10 秒让它们完成，然后退出。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Quit when finished</source>
        <translation>完成后退出</translation>
    </message>
</context>
<context>
    <name>RateFields</name>
    <message>
        <source>Requests/min</source>
        <translation>请求/分钟</translation>
    </message>
    <message>
        <source>Requests in any minute</source>
        <translation>任意一分钟内的请求数</translation>
    </message>
    <message>
        <source>Tokens/min</source>
        <translation>Token/分钟</translation>
    </message>
    <message>
        <source>Tokens of text, in and out, in any minute</source>
        <translation>任意一分钟内输入和输出的 token 数</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>并发</translation>
    </message>
    <message>
        <source>Requests that may run at the same time</source>
        <translation>可以同时进行的请求数</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Your keys are open again, and the key is kept here.</source>
        <translation>密钥已重新打开，主密钥也保存在这里了。</translation>
    </message>
    <message>
        <source>{keychain} does not give the key out.</source>
        <translation>{keychain}拒绝提供主密钥。</translation>
    </message>
    <message>
        <source>The key that opens them is not in {keychain} any more.</source>
        <translation>{keychain}里已经没有打开它们的主密钥。</translation>
    </message>
    <message>
        <source>Your channels, tokens and balances are all here, sealed. Until they are opened, requests wait and nothing is lost.</source>
        <translation>你的渠道、令牌和余额都在，只是处于加密状态。打开之前请求会等待，不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Open your keys with the recovery passphrase</source>
        <translation>用恢复口令打开你的密钥</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>恢复口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the keys</source>
        <translation>打开密钥</translation>
    </message>
    <message>
        <source>Ask the keychain again</source>
        <translation>再次询问钥匙串</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>The recovery passphrase is set. Keep it somewhere safe.</source>
        <translation>恢复口令已设定，请妥善保管。</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>恢复口令</translation>
    </message>
    <message>
        <source>If your keychain is emptied, or you move the data folder to another computer, this passphrase opens your keys again. Homeport keeps them sealed with it inside the database and its backups, never the passphrase itself: nobody can look it up.</source>
        <translation>如果钥匙串被清空，或把数据文件夹移到其他电脑，可以用这个口令重新打开你的密钥。母港把用它加密的密钥存在数据库和备份中，但从不保存口令本身：任何人都查不到它。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>设定口令</translation>
    </message>
</context>
<context>
    <name>RequestLog</name>
    <message>
        <source>From the cache</source>
        <translation>来自缓存</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>重复请求</translation>
    </message>
</context>
<context>
    <name>RequestLogModel</name>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Searching… {share}</source>
        <translation>正在查找… {share}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>In</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>First</source>
        <translation>首字</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总耗时</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
</context>
<context>
    <name>RequestMenu</name>
    <message>
        <source>Copy request id</source>
        <translation>复制请求 ID</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation>打开渠道</translation>
    </message>
    <message>
        <source>Without model {name}</source>
        <translation>排除模型 {name}</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message>
        <source>Only model {name}</source>
        <translation>只看模型 {name}</translation>
    </message>
    <message>
        <source>Only channel {name}</source>
        <translation>只看渠道 {name}</translation>
    </message>
    <message>
        <source>Only token {name}</source>
        <translation>只看令牌 {name}</translation>
    </message>
    <message>
        <source>Only client {name}</source>
        <translation>只看客户端 {name}</translation>
    </message>
    <message>
        <source>Only status {name}</source>
        <translation>只看状态 {name}</translation>
    </message>
    <message>
        <source>Only answered by {name}</source>
        <translation>只看由 {name} 回答的</translation>
    </message>
</context>
<context>
    <name>RestoreSheet</name>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Restoring. Requests wait for a moment…</source>
        <translation>正在恢复，请求稍等片刻…</translation>
    </message>
    <message>
        <source>Restored. The data before is kept as {name}.</source>
        <translation>已恢复。之前的数据保存为 {name}。</translation>
    </message>
    <message>
        <source>Its keys are sealed with another computer&apos;s key.</source>
        <translation>其中的密钥由另一台电脑的主密钥加密。</translation>
    </message>
    <message>
        <source>After restoring you will be asked for its recovery passphrase.</source>
        <translation>恢复后会要求输入它的恢复口令。</translation>
    </message>
    <message>
        <source>Its keys cannot be opened on this computer.</source>
        <translation>其中的密钥在本机无法打开。</translation>
    </message>
    <message>
        <source>Channels and tokens would need their keys entered again.</source>
        <translation>渠道和令牌需要重新填写密钥。</translation>
    </message>
    <message>
        <source>Some balances in it do not match their ledger.</source>
        <translation>其中有些余额与账本不符。</translation>
    </message>
    <message>
        <source>Accounts: {n}</source>
        <translation>账户：{n} 个</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Last entry</source>
        <translation>最后一笔账目</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>People</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Requests in the log</source>
        <translation>日志中的请求</translation>
    </message>
    <message>
        <source>Left on limited tokens</source>
        <translation>限额令牌的余额</translation>
    </message>
    <message>
        <source>Its keys</source>
        <translation>其中的密钥</translation>
    </message>
    <message>
        <source>open here</source>
        <translation>可在本机打开</translation>
    </message>
    <message>
        <source>sealed elsewhere</source>
        <translation>由别处加密</translation>
    </message>
    <message>
        <source>unknown while locked</source>
        <translation>锁定时无法判断</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>创建它的版本</translation>
    </message>
    <message>
        <source>an older Homeport, will be updated</source>
        <translation>较旧的母港，恢复时会升级</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Homeport finishes what runs, puts this in the place of its data and starts again. What you have now is kept as a backup, so you can come back.</source>
        <translation>母港会先完成正在进行的请求，用这份备份替换现有数据，然后重新启动。现有数据会保存为备份，可以随时换回来。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>恢复这份备份</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>{provider} key</source>
        <translation>{provider} 密钥</translation>
    </message>
    <message>
        <source>{provider}: {n} keys</source>
        <translation>{provider}：{n} 个密钥</translation>
    </message>
    <message>
        <source>This looks like a key of {other}. Nothing has been sent yet.</source>
        <translation>这看起来是 {other} 的密钥，目前什么都没有发送。</translation>
    </message>
    <message>
        <source>Use {other}</source>
        <translation>使用 {other}</translation>
    </message>
    <message>
        <source>It is for {provider}</source>
        <translation>就是 {provider} 的</translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation>仍然添加</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新渠道</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>{at} of {total}</source>
        <translation>第 {at} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>if it needs one</source>
        <translation>如果需要</translation>
    </message>
    <message>
        <source>Get a key</source>
        <translation>获取密钥</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>接口地址</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Names of models</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>Route</name>
    <message>
        <source>Switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Does not have this model</source>
        <translation>没有这个模型</translation>
    </message>
    <message>
        <source>Serves other groups: {detail}</source>
        <translation>只供其他分组使用：{detail}</translation>
    </message>
    <message>
        <source>Has no key</source>
        <translation>没有密钥</translation>
    </message>
    <message>
        <source>Its keys are switched off</source>
        <translation>密钥已停用</translation>
    </message>
    <message>
        <source>Its keys are locked in the vault</source>
        <translation>密钥锁在密钥库中</translation>
    </message>
    <message>
        <source>Closed until {time}; open {detail}</source>
        <translation>关闭至 {time}；开放时段：{detail}</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>Its budget is used up</source>
        <translation>预算已用完</translation>
    </message>
    <message>
        <source>Today&apos;s {detail} tokens are used up, until {time}</source>
        <translation>今日的 {detail} 个 token 已用完，{time} 恢复</translation>
    </message>
    <message>
        <source>You let it rest until {time}</source>
        <translation>你让它休息至 {time}</translation>
    </message>
    <message>
        <source>Rests until {time}</source>
        <translation>休息至 {time}</translation>
    </message>
    <message>
        <source>Its rate limit is used up until {time}</source>
        <translation>速率上限已用完，{time} 恢复</translation>
    </message>
    <message>
        <source>Refused: a probe tries its key at {time}</source>
        <translation>被拒绝，{time} 探测密钥是否可用</translation>
    </message>
    <message>
        <source>Another request is trying it</source>
        <translation>另一个请求正在尝试它</translation>
    </message>
    <message>
        <source>The model has no price, the token has a balance</source>
        <translation>模型没有价格，而令牌有余额限制</translation>
    </message>
    <message>
        <source>The provider does not have this endpoint</source>
        <translation>服务商不提供这个接口</translation>
    </message>
    <message>
        <source>Was tried in vain</source>
        <translation>已尝试但失败</translation>
    </message>
    <message>
        <source>Full: {limit} requests at once</source>
        <translation>已满：并发上限 {limit} 个请求</translation>
    </message>
    <message>
        <source>Full: {limit} requests a minute</source>
        <translation>已满：每分钟上限 {limit} 个请求</translation>
    </message>
    <message>
        <source>Full: {limit} tokens a minute</source>
        <translation>已满：每分钟上限 {limit} 个 token</translation>
    </message>
    <message>
        <source>Its budget is used up until {time}</source>
        <translation>预算已用完，{time} 恢复</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>按权重</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>最便宜的优先</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>最快的优先</translation>
    </message>
    <message>
        <source>Each in turn</source>
        <translation>轮流</translation>
    </message>
    <message>
        <source>If none answers</source>
        <translation>没有渠道应答时</translation>
    </message>
    <message>
        <source>If the prompt is too long</source>
        <translation>提示词过长时</translation>
    </message>
    <message>
        <source>Past 80 % of a balance or budget</source>
        <translation>余额或预算用过 80% 时</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>整个渠道</translation>
    </message>
    <message>
        <source>{what}: the next request tries it</source>
        <translation>{what}：下一个请求试用</translation>
    </message>
    <message>
        <source>{what}: a request is trying it</source>
        <translation>{what}：有请求正在试用</translation>
    </message>
    <message>
        <source>{what}: rests until {time}</source>
        <translation>{what}：休息至 {time}</translation>
    </message>
    <message>
        <source>{what}: a probe tries it at {time}</source>
        <translation>{what}：{time} 探测</translation>
    </message>
</context>
<context>
    <name>RouteSheet</name>
    <message>
        <source>Why this route?</source>
        <translation>为什么这样路由？</translation>
    </message>
    <message>
        <source>Nobody can answer now.</source>
        <translation>目前没有渠道可以应答。</translation>
    </message>
    <message>
        <source>Every channel with this model can be asked.</source>
        <translation>有这个模型的渠道都可以尝试。</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>不尝试</translation>
    </message>
    <message>
        <source>Not asked, beside {n} channels without this model</source>
        <translation>不尝试，另有 {n} 个渠道没有这个模型</translation>
    </message>
    <message>
        <source>Group {name}</source>
        <translation>分组 {name}</translation>
    </message>
    <message>
        <source>Token {name}</source>
        <translation>令牌 {name}</translation>
    </message>
    <message>
        <source>As its group does</source>
        <translation>跟随分组</translation>
    </message>
    <message>
        <source>As the settings say</source>
        <translation>跟随设置</translation>
    </message>
    <message>
        <source>For all other models of the group {name}</source>
        <translation>分组 {name} 的其他所有模型</translation>
    </message>
    <message>
        <source>Nothing stands in</source>
        <translation>不用其他模型替代</translation>
    </message>
    <message>
        <source>priority {n}</source>
        <translation>优先级 {n}</translation>
    </message>
    <message>
        <source>sends {name}</source>
        <translation>实际发送 {name}</translation>
    </message>
    <message>
        <source>asked last: it failed lately</source>
        <translation>最后尝试：最近失败过</translation>
    </message>
    <message>
        <source>{n} of {all} keys rest</source>
        <translation>{n} / {all} 个密钥休息</translation>
    </message>
    <message>
        <source>{n}.</source>
        <translation>{n}.</translation>
    </message>
    <message>
        <source>The token may not use this model.</source>
        <translation>该令牌不能使用这个模型。</translation>
    </message>
    <message>
        <source>The token has expired.</source>
        <translation>该令牌已过期。</translation>
    </message>
    <message>
        <source>The token is switched off.</source>
        <translation>该令牌已停用。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>谁的请求</translation>
    </message>
    <message>
        <source>Asked, in this order</source>
        <translation>依次尝试</translation>
    </message>
    <message>
        <source>Which channel first</source>
        <translation>先用哪个渠道</translation>
    </message>
    <message>
        <source>Among channels of one priority. What you choose here applies at once.</source>
        <translation>用于同一优先级的渠道。在这里选择后立即生效。</translation>
    </message>
</context>
<context>
    <name>RoutingTab</name>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>A request goes on to the next priority when none here can answer.</source>
        <translation>同一优先级的渠道都不可用时，请求转到下一优先级。</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Its share among channels of the same priority: 2 takes twice as many as 1.</source>
        <translation>在相同优先级的渠道中所占的份额：权重 2 的请求数是权重 1 的两倍。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Tokens of these groups may use it; a token without a group is in “default”.</source>
        <translation>这些分组的令牌可以使用它；没有分组的令牌属于“default”。</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>开放时段</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终开放</translation>
    </message>
    <message>
        <source>When it may be asked, such as mon-fri 22:00-07:00, sat sun, by this computer&apos;s clock.</source>
        <translation>可以使用它的时段，例如 mon-fri 22:00-07:00, sat sun，以本机时钟为准。</translation>
    </message>
    <message>
        <source>The only channel</source>
        <translation>唯一的渠道</translation>
    </message>
    <message>
        <source>First, alone</source>
        <translation>最先，单独一级</translation>
    </message>
    <message>
        <source>Together with {names}</source>
        <translation>与 {names} 同级</translation>
    </message>
    <message>
        <source>After {names}, alone</source>
        <translation>在 {names} 之后，单独一级</translation>
    </message>
    <message>
        <source>Last, alone</source>
        <translation>最后，单独一级</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{name} and {n} more</source>
        <translation>{name} 和另外 {n} 个</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>since {time}</source>
        <translation>自 {time} 起</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>{n} on</source>
        <translation>{n} 个启用</translation>
    </message>
    <message>
        <source>{n} resting</source>
        <translation>{n} 个休息</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Answer requests</source>
        <translation>处理请求</translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation>恢复处理请求</translation>
    </message>
    <message>
        <source>Pause all requests</source>
        <translation>暂停全部请求</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 个请求</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>{n} 个请求</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>No setting says this.</source>
        <translation>没有相符的设置。</translation>
    </message>
</context>
<context>
    <name>SharingNews</name>
    <message>
        <source>{address} sent too many wrong keys and is blocked until {time}.</source>
        <translation>{address} 多次发送错误密钥，封锁至 {time}。</translation>
    </message>
</context>
<context>
    <name>SharingSection</name>
    <message>
        <source>Stop sharing by itself</source>
        <translation>自动停止共享</translation>
    </message>
    <message>
        <source>Some time after it was switched on. Guests are cut off then.</source>
        <translation>开启一段时间后停止，届时断开其他设备。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>After 1 hour</source>
        <translation>1 小时后</translation>
    </message>
    <message>
        <source>After {n} hours</source>
        <translation>{n} 小时后</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SideSheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>The system did not allow it: {reason}</source>
        <translation>系统不允许：{reason}</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Your apps are answered from the moment you log in; the window stays hidden.</source>
        <translation>从登录起就处理应用的请求，窗口保持隐藏。</translation>
    </message>
    <message>
        <source>Start hidden</source>
        <translation>启动时隐藏窗口</translation>
    </message>
    <message>
        <source>Only the tray icon shows. Starting Homeport again brings the window.</source>
        <translation>只显示托盘图标。再次启动母港会打开窗口。</translation>
    </message>
    <message>
        <source>Close button</source>
        <translation>关闭按钮</translation>
    </message>
    <message>
        <source>What happens when you close the window.</source>
        <translation>关闭窗口时做什么。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Ask the first time</source>
        <translation>首次关闭时询问</translation>
    </message>
</context>
<context>
    <name>StateButton</name>
    <message>
        <source>Why, and since when</source>
        <translation>原因和开始时间</translation>
    </message>
</context>
<context>
    <name>Statement</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>充值</translation>
    </message>
    <message>
        <source>Balance set</source>
        <translation>设定余额</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>扣费</translation>
    </message>
    <message>
        <source>Beyond a balance</source>
        <translation>超出余额</translation>
    </message>
    <message>
        <source>Booked after a crash</source>
        <translation>崩溃后入账</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year} 年{month}</translation>
    </message>
    <message>
        <source>Statement for {name}</source>
        <translation>{name} 的对账单</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>输入 token 数</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>输出 token 数</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>期初余额</translation>
    </message>
    <message>
        <source>Closing balance</source>
        <translation>期末余额</translation>
    </message>
    <message>
        <source>By token</source>
        <translation>按令牌</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>账目</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 次请求</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>{n} 次请求</translation>
    </message>
</context>
<context>
    <name>StatementSheet</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Page to print (*.html)</source>
        <translation>可打印的网页 (*.html)</translation>
    </message>
    <message>
        <source>Save the statement</source>
        <translation>保存对账单</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>输入 token 数</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>输出 token 数</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>期初余额</translation>
    </message>
    <message>
        <source>Closing balance</source>
        <translation>期末余额</translation>
    </message>
    <message>
        <source>By token</source>
        <translation>按令牌</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>账目</translation>
    </message>
    <message>
        <source>This month has not ended: more may come.</source>
        <translation>这个月还没有结束，可能还有新的账目。</translation>
    </message>
    <message>
        <source>There is no limit, so there is no balance.</source>
        <translation>没有额度限制，因此没有余额。</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>存为 CSV…</translation>
    </message>
    <message>
        <source>Save to print…</source>
        <translation>存为可打印的网页…</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>More</source>
        <translation>增加</translation>
    </message>
</context>
<context>
    <name>SwitchCard</name>
    <message>
        <source>Share on local network</source>
        <translation>在局域网共享</translation>
    </message>
    <message>
        <source>People on your network can use your channels if they have a key.</source>
        <translation>局域网内的人只要有密钥，就能使用你的渠道。</translation>
    </message>
    <message>
        <source>Off: only programs on this computer can connect.</source>
        <translation>已关闭：只有本机上的程序可以连接。</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>停止共享</translation>
    </message>
    <message>
        <source>Keep sharing</source>
        <translation>继续共享</translation>
    </message>
    <message>
        <source>Set by the environment (HOMEPORT_SHARING).</source>
        <translation>由环境变量设定（HOMEPORT_SHARING）。</translation>
    </message>
    <message>
        <source>Traffic inside your network is not encrypted. A key is always required.</source>
        <translation>局域网内的传输没有加密，但始终需要密钥。</translation>
    </message>
    <message>
        <source>Sharing ends {time}.</source>
        <translation>共享结束时间：{time}。</translation>
    </message>
    <message>
        <source>{sentence} {ends}</source>
        <translation>{sentence}{ends}</translation>
    </message>
    <message>
        <source>Homeport was started with --host {host}; that decides who connects.</source>
        <translation>母港启动时指定了 --host {host}，由它决定谁能连接。</translation>
    </message>
    <message>
        <source>The address {host} under Server decides who connects. Empty it first.</source>
        <translation>“服务器”中的地址 {host} 决定谁能连接，请先清空它。</translation>
    </message>
    <message>
        <source>1 device is connected and will be cut off.</source>
        <translation>1 台设备正在连接，将被断开。</translation>
    </message>
    <message>
        <source>{n} devices are connected and will be cut off.</source>
        <translation>{n} 台设备正在连接，将被断开。</translation>
    </message>
    <message>
        <source>1 running request ends with it.</source>
        <translation>1 个进行中的请求会随之中断。</translation>
    </message>
    <message>
        <source>{n} running requests end with that.</source>
        <translation>{n} 个进行中的请求会随之中断。</translation>
    </message>
    <message>
        <source>{devices} {requests}</source>
        <translation>{devices}{requests}</translation>
    </message>
</context>
<context>
    <name>TagMark</name>
    <message>
        <source>Show all with the tag {tag}</source>
        <translation>显示所有带标签 {tag} 的渠道</translation>
    </message>
</context>
<context>
    <name>TermsCard</name>
    <message>
        <source>Each provider&apos;s terms say who may use a key. Those of your channels:</source>
        <translation>各服务商的条款规定了谁可以使用密钥。你的渠道适用的条款：</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>TierHeading</name>
    <message>
        <source>Priority {n}</source>
        <translation>优先级 {n}</translation>
    </message>
    <message>
        <source>Change how they share requests</source>
        <translation>更改请求的分配比例</translation>
    </message>
    <message>
        <source>tried first</source>
        <translation>最先使用</translation>
    </message>
    <message>
        <source>models on this computer</source>
        <translation>本机模型</translation>
    </message>
    <message>
        <source>when none before can answer</source>
        <translation>前面的渠道都不可用时</translation>
    </message>
    <message>
        <source>shared {weights}</source>
        <translation>权重 {weights}</translation>
    </message>
    <message>
        <source>shared half and half</source>
        <translation>权重各半</translation>
    </message>
    <message>
        <source>shared evenly</source>
        <translation>权重均等</translation>
    </message>
</context>
<context>
    <name>TimeRangeDialog</name>
    <message>
        <source>Type a day, such as 2026-05-03, or a day and a time.</source>
        <translation>请填写日期，例如 2026-05-03，也可以加上时间。</translation>
    </message>
    <message>
        <source>The end has to be after the start.</source>
        <translation>结束时间必须晚于开始时间。</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>A day without a time is the whole day.</source>
        <translation>只写日期表示全天。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ToastHost</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Requests by hour</source>
        <translation>每小时请求数</translation>
    </message>
    <message>
        <source>Tokens by hour</source>
        <translation>每小时 token 数</translation>
    </message>
    <message>
        <source>Cost by hour</source>
        <translation>每小时费用</translation>
    </message>
    <message>
        <source>Errors by hour</source>
        <translation>每小时错误数</translation>
    </message>
    <message>
        <source>as yesterday</source>
        <translation>与昨天持平</translation>
    </message>
    <message>
        <source>{n} times yesterday</source>
        <translation>昨天的 {n} 倍</translation>
    </message>
    <message>
        <source>{share} above yesterday</source>
        <translation>比昨天多 {share}</translation>
    </message>
    <message>
        <source>{share} below yesterday</source>
        <translation>比昨天少 {share}</translation>
    </message>
    <message>
        <source>in {given} · out {made}</source>
        <translation>输入 {given} · 输出 {made}</translation>
    </message>
</context>
<context>
    <name>TokenForm</name>
    <message>
        <source>Give it a name: who or what will use it?</source>
        <translation>请起个名字：谁或哪个应用会用它？</translation>
    </message>
    <message>
        <source>Give them a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>名称太长。</translation>
    </message>
    <message>
        <source>An amount in dollars, like 5 or 2.50.</source>
        <translation>请填写美元金额，例如 5 或 2.50。</translation>
    </message>
    <message>
        <source>A day to come, like {example}.</source>
        <translation>请填写以后的日期，例如 {example}。</translation>
    </message>
    <message>
        <source>{address} is no address. Write 192.168.1.20 or 192.168.1.0/24.</source>
        <translation>{address} 不是地址。请写成 192.168.1.20 或 192.168.1.0/24。</translation>
    </message>
    <message>
        <source>A whole number, or nothing for no limit.</source>
        <translation>请填写整数，留空则不限。</translation>
    </message>
    <message>
        <source>This group cannot be used.</source>
        <translation>不能使用这个分组。</translation>
    </message>
    <message>
        <source>These models cannot be allowed.</source>
        <translation>不能允许这些模型。</translation>
    </message>
</context>
<context>
    <name>TokenSheet</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Create token</source>
        <translation>创建令牌</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新建令牌</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cursor on my laptop</source>
        <translation>笔记本上的 Cursor</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>TokenTable</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>person paused</source>
        <translation>用户已暂停</translation>
    </message>
    <message>
        <source>over budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>New address: first used from there {moment}</source>
        <translation>新地址，首次使用：{moment}</translation>
    </message>
    <message>
        <source>{use}, new address</source>
        <translation>{use}，新地址</translation>
    </message>
    <message>
        <source>on</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name} 的更多操作</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>{left} left, {used} used</source>
        <translation>剩余 {left}，已用 {used}</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} 分钟前</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n} 小时前</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>{n} 天前</translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <source>No token matches “{text}”.</source>
        <translation>没有与“{text}”相符的令牌。</translation>
    </message>
    <message>
        <source>No token of theirs yet.</source>
        <translation>该用户还没有令牌。</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / {total}</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新建令牌</translation>
    </message>
    <message>
        <source>No tokens yet</source>
        <translation>还没有令牌</translation>
    </message>
    <message>
        <source>A token is a key for one of your apps, with limits if you want them.</source>
        <translation>令牌是给一个应用使用的密钥，需要时可以加上限制。</translation>
    </message>
    <message>
        <source>Name, key or model</source>
        <translation>名称、密钥或模型</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Show its requests</source>
        <translation>查看它的请求</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Copied the key of {name}. It leaves the clipboard by itself.</source>
        <translation>已复制 {name} 的密钥，稍后会自动从剪贴板清除。</translation>
    </message>
    <message>
        <source>Deleted {name}. Its key stopped working.</source>
        <translation>已删除 {name}，它的密钥已失效。</translation>
    </message>
</context>
<context>
    <name>TokensTabs</name>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>People and groups</source>
        <translation>用户与分组</translation>
    </message>
</context>
<context>
    <name>TokensTop</name>
    <message>
        <source>Everybody&apos;s</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Each app gets a key of its own, so that you see what it uses and can stop it.</source>
        <translation>每个应用使用自己的密钥，这样你能看到它的用量，也能停用它。</translation>
    </message>
    <message>
        <source>Whose tokens are shown</source>
        <translation>显示谁的令牌</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Homeport {version} is available</source>
        <translation>母港 {version} 已发布</translation>
    </message>
    <message>
        <source>Open Homeport</source>
        <translation>打开母港</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Copy key of this computer</source>
        <translation>复制本机密钥</translation>
    </message>
    <message>
        <source>Copy for</source>
        <translation>复制客户端配置</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Pause all requests</source>
        <translation>暂停全部请求</translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation>恢复处理请求</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Quit Homeport</source>
        <translation>退出母港</translation>
    </message>
</context>
<context>
    <name>TrayModel</name>
    <message>
        <source>1 channel is failing</source>
        <translation>1 个渠道失败</translation>
    </message>
    <message>
        <source>{n} channels are failing</source>
        <translation>{n} 个渠道失败</translation>
    </message>
    <message>
        <source>{n} active</source>
        <translation>{n} 个进行中</translation>
    </message>
    <message>
        <source>Homeport: {state}</source>
        <translation>母港：{state}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 次请求</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>{n} 次请求</translation>
    </message>
    <message>
        <source>Today: {requests}, {cost}</source>
        <translation>今日：{requests}，{cost}</translation>
    </message>
</context>
<context>
    <name>TroublePopover</name>
    <message>
        <source>Show the request</source>
        <translation>查看请求</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>立即恢复</translation>
    </message>
    <message>
        <source>You let it rest. Requests go to other channels until then.</source>
        <translation>你让它休息一会儿。在此之前请求会转到其他渠道。</translation>
    </message>
    <message>
        <source>The provider gave no reason.</source>
        <translation>服务商没有说明原因。</translation>
    </message>
</context>
<context>
    <name>UpdateRow</name>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Homeport {version} is available</source>
        <translation>母港 {version} 已发布</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Check for updates now</source>
        <translation>立即检查更新</translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation>查看新变化</translation>
    </message>
    <message>
        <source>Never asked for: no address is set.</source>
        <translation>从不查询：没有设定地址。</translation>
    </message>
    <message>
        <source>Asked once a week. Nothing is installed by itself.</source>
        <translation>每周查询一次，不会自动安装。</translation>
    </message>
    <message>
        <source>Asked once a week, last {time}. Nothing is installed by itself.</source>
        <translation>每周查询一次，上次：{time}。不会自动安装。</translation>
    </message>
    <message>
        <source>The address could not be reached.</source>
        <translation>无法连接这个地址。</translation>
    </message>
    <message>
        <source>The address answered, but not with a release.</source>
        <translation>这个地址有应答，但没有给出版本。</translation>
    </message>
    <message>
        <source>The address has to begin with https://.</source>
        <translation>地址必须以 https:// 开头。</translation>
    </message>
</context>
<context>
    <name>UsageControls</name>
    <message>
        <source>By</source>
        <translation>按</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation>汇总方式</translation>
    </message>
</context>
<context>
    <name>UsageExport</name>
    <message>
        <source>{name} could not be saved: {reason}.</source>
        <translation>无法保存 {name}：{reason}。</translation>
    </message>
</context>
<context>
    <name>UsageFigures</name>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首字</translation>
    </message>
    <message>
        <source>Cost per hour</source>
        <translation>每小时费用</translation>
    </message>
    <message>
        <source>Cost per day</source>
        <translation>每日费用</translation>
    </message>
    <message>
        <source>Cost per week</source>
        <translation>每周费用</translation>
    </message>
    <message>
        <source>Cost per month</source>
        <translation>每月费用</translation>
    </message>
    <message>
        <source>Cost per year</source>
        <translation>每年费用</translation>
    </message>
    <message>
        <source>Tokens per hour</source>
        <translation>每小时 token 数</translation>
    </message>
    <message>
        <source>Tokens per day</source>
        <translation>每日 token 数</translation>
    </message>
    <message>
        <source>Tokens per week</source>
        <translation>每周 token 数</translation>
    </message>
    <message>
        <source>Tokens per month</source>
        <translation>每月 token 数</translation>
    </message>
    <message>
        <source>Tokens per year</source>
        <translation>每年 token 数</translation>
    </message>
    <message>
        <source>Requests per hour</source>
        <translation>每小时请求数</translation>
    </message>
    <message>
        <source>Requests per day</source>
        <translation>每日请求数</translation>
    </message>
    <message>
        <source>Requests per week</source>
        <translation>每周请求数</translation>
    </message>
    <message>
        <source>Requests per month</source>
        <translation>每月请求数</translation>
    </message>
    <message>
        <source>Requests per year</source>
        <translation>每年请求数</translation>
    </message>
    <message>
        <source>Errors per hour</source>
        <translation>每小时错误数</translation>
    </message>
    <message>
        <source>Errors per day</source>
        <translation>每日错误数</translation>
    </message>
    <message>
        <source>Errors per week</source>
        <translation>每周错误数</translation>
    </message>
    <message>
        <source>Errors per month</source>
        <translation>每月错误数</translation>
    </message>
    <message>
        <source>Errors per year</source>
        <translation>每年错误数</translation>
    </message>
    <message>
        <source>Mean first token by hour</source>
        <translation>每小时平均首字时间</translation>
    </message>
    <message>
        <source>Mean first token by day</source>
        <translation>每日平均首字时间</translation>
    </message>
    <message>
        <source>Mean first token by week</source>
        <translation>每周平均首字时间</translation>
    </message>
    <message>
        <source>Mean first token by month</source>
        <translation>每月平均首字时间</translation>
    </message>
    <message>
        <source>Mean first token by year</source>
        <translation>每年平均首字时间</translation>
    </message>
    <message>
        <source>{n} M</source>
        <translation>{n} M</translation>
    </message>
    <message>
        <source>{n} k</source>
        <translation>{n} k</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>yyyy年M月d日 ddd</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
</context>
<context>
    <name>UsageFiles</name>
    <message>
        <source>Statement of a month…</source>
        <translation>月度对账单…</translation>
    </message>
    <message>
        <source>Cancel the ledger&apos;s export</source>
        <translation>取消导出账本</translation>
    </message>
    <message>
        <source>Ledger as a file…</source>
        <translation>账本存为文件…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON 行 (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the ledger</source>
        <translation>导出账本</translation>
    </message>
    <message>
        <source>Exporting: {n} entries, {share}</source>
        <translation>正在导出：{n} 笔账目，{share}</translation>
    </message>
    <message>
        <source>Exported 1 entry.</source>
        <translation>已导出 1 笔账目。</translation>
    </message>
    <message>
        <source>Exported {n} entries.</source>
        <translation>已导出 {n} 笔账目。</translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>Nothing was used yet</source>
        <translation>还没有用量</translation>
    </message>
    <message>
        <source>Connect an app, and what it uses and costs shows here.</source>
        <translation>连接一个应用后，它的用量和费用会显示在这里。</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
    <message>
        <source>Nothing was used in this time</source>
        <translation>这段时间没有用量</translation>
    </message>
    <message>
        <source>Look at a longer time.</source>
        <translation>请看更长的时间。</translation>
    </message>
    <message>
        <source>Show 30 days</source>
        <translation>显示 30 天</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>设定价格</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 次请求</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>{n} 次请求</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 和另外 {n} 个</translation>
    </message>
    <message>
        <source>Not in the cost: {requests} from before their model had a price ({names}).</source>
        <translation>费用中不含 {requests}，当时模型还没有价格（{names}）。</translation>
    </message>
    <message>
        <source>Not in the cost: {requests} to {names}, which has no price.</source>
        <translation>费用中不含发往 {names} 的 {requests}，因为它没有价格。</translation>
    </message>
    <message>
        <source>Not in the cost: {requests} to {n} models without a price ({names}).</source>
        <translation>费用中不含 {requests}，它们发往 {n} 个没有价格的模型（{names}）。</translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation>查看请求</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Numbers as CSV…</source>
        <translation>数据存为 CSV…</translation>
    </message>
    <message>
        <source>Chart as picture…</source>
        <translation>图表存为图片…</translation>
    </message>
    <message>
        <source>Save usage</source>
        <translation>保存用量</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
</context>
<context>
    <name>UsageTable</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Mean first token</source>
        <translation>平均首字时间</translation>
    </message>
    <message>
        <source>Trend of {name}</source>
        <translation>{name} 的趋势</translation>
    </message>
    <message>
        <source>Requests without a price, not in it: {n}</source>
        <translation>其中不含没有价格的请求：{n} 次</translation>
    </message>
    <message>
        <source>No price</source>
        <translation>未定价</translation>
    </message>
    <message>
        <source>over {cost}</source>
        <translation>超过 {cost}</translation>
    </message>
    <message>
        <source>Share of cost</source>
        <translation>费用占比</translation>
    </message>
    <message>
        <source>Share of tokens</source>
        <translation>Token 占比</translation>
    </message>
    <message>
        <source>Share of requests</source>
        <translation>请求占比</translation>
    </message>
    <message>
        <source>Share of errors</source>
        <translation>错误占比</translation>
    </message>
    <message>
        <source>Mean time</source>
        <translation>平均时间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>All</source>
        <translation>整体</translation>
    </message>
</context>
<context>
    <name>UsageView</name>
    <message>
        <source>No channel</source>
        <translation>无渠道</translation>
    </message>
    <message>
        <source>Channel tests</source>
        <translation>渠道测试</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>{name} (deleted)</source>
        <translation>{name}（已删除）</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>UsedBy</name>
    <message>
        <source>Where it is used</source>
        <translation>在哪里使用</translation>
    </message>
    <message>
        <source>No channel offers it. This is what the catalogue knows.</source>
        <translation>没有渠道提供它，这里是目录中的资料。</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>sends {name}</source>
        <translation>实际发送 {name}</translation>
    </message>
</context>
<context>
    <name>WeightsPopover</name>
    <message>
        <source>Shares of priority {n}</source>
        <translation>优先级 {n} 的分配</translation>
    </message>
    <message>
        <source>2 takes twice as many requests as 1.</source>
        <translation>权重 2 的请求数是权重 1 的两倍。</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>{name} 的权重</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Paste from clipboard</source>
        <translation>从剪贴板粘贴</translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Paste an API key, a base URL or a curl command…</source>
        <translation>粘贴 API 密钥、接口地址或 curl 命令…</translation>
    </message>
</context>
<context>
    <name>_BudgetLine</name>
    <message>
        <source>Amount</source>
        <translation>数额</translation>
    </message>
    <message>
        <source>Amount of the budget</source>
        <translation>预算数额</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>In which time</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Remove this budget</source>
        <translation>移除这个预算</translation>
    </message>
    <message>
        <source>Carry over what is left</source>
        <translation>剩余部分转入下一周期</translation>
    </message>
</context>
<context>
    <name>_Unsaved</name>
    <message>
        <source>Unsaved changes</source>
        <translation>有未保存的修改</translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Its own choice</source>
        <translation>由它自己选择</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Copy with the whole key</source>
        <translation>复制（含完整密钥）</translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation>复制{what}</translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>Made by you</source>
        <translation>手动备份</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>每日备份</translation>
    </message>
    <message>
        <source>Before an update</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>恢复前</translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation>这个文件已不存在。</translation>
    </message>
    <message>
        <source>This file cannot be read. Check its permissions.</source>
        <translation>无法读取这个文件，请检查它的权限。</translation>
    </message>
    <message>
        <source>This is another program&apos;s database.</source>
        <translation>这是其他程序的数据库。</translation>
    </message>
    <message>
        <source>A newer Homeport made this backup. Update Homeport first.</source>
        <translation>这份备份由更新的母港创建，请先更新母港。</translation>
    </message>
    <message>
        <source>This backup is older than this Homeport and cannot be brought up to date.</source>
        <translation>这份备份太旧，当前的母港无法升级它。</translation>
    </message>
    <message>
        <source>This file is damaged. Choose another backup.</source>
        <translation>这个文件已损坏，请选择其他备份。</translation>
    </message>
    <message>
        <source>This file cannot be restored.</source>
        <translation>这个文件无法恢复。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>People</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Budgets and rates</source>
        <translation>预算与速率</translation>
    </message>
    <message>
        <source>Routing rules</source>
        <translation>路由规则</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Your own prices</source>
        <translation>你设定的价格</translation>
    </message>
    <message>
        <source>Model ratios</source>
        <translation>模型倍率</translation>
    </message>
    <message>
        <source>Completion ratios</source>
        <translation>补全倍率</translation>
    </message>
    <message>
        <source>Group multipliers</source>
        <translation>分组倍率</translation>
    </message>
    <message>
        <source>{name}, the owner</source>
        <translation>{name}（所有者）</translation>
    </message>
    <message>
        <source>Group {name}</source>
        <translation>分组 {name}</translation>
    </message>
    <message>
        <source>{model} → {stand_in}</source>
        <translation>{model} → {stand_in}</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>Set by the environment or the command line here.</source>
        <translation>在这里由环境变量或命令行设定。</translation>
    </message>
    <message>
        <source>This Homeport does not know its provider.</source>
        <translation>当前的母港不认识它的服务商。</translation>
    </message>
    <message>
        <source>This Homeport does not know it.</source>
        <translation>当前的母港不认识它。</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 条</translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>Differs in: {fields}</source>
        <translation>不同之处：{fields}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>是否启用</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>expiry</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>允许的网段</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>requests a minute</source>
        <translation>每分钟请求数</translation>
    </message>
    <message>
        <source>tokens a minute</source>
        <translation>每分钟 token 数</translation>
    </message>
    <message>
        <source>requests at once</source>
        <translation>并发请求数</translation>
    </message>
    <message>
        <source>other options</source>
        <translation>其他选项</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
    <message>
        <source>million</source>
        <translation>百万</translation>
    </message>
    <message>
        <source>thousand</source>
        <translation>千</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>port</name>
    <message>
        <source>The system reserves port {wanted}. Homeport uses {port} for now.</source>
        <translation>系统保留了端口 {wanted}，母港暂时使用 {port}。</translation>
    </message>
    <message>
        <source>Port {wanted} is used by {holder}. Homeport listens on {port} for now.</source>
        <translation>端口 {wanted} 已被占用：{holder}。母港暂时监听 {port}。</translation>
    </message>
    <message>
        <source>Port {wanted} is taken. Homeport listens on {port} for now.</source>
        <translation>端口 {wanted} 已被占用，母港暂时监听 {port}。</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>The provider rejected this key. Check that it was copied whole.</source>
        <translation>服务商拒绝了这个密钥，请检查是否复制完整。</translation>
    </message>
    <message>
        <source>The provider cannot be reached. Check the address and your connection.</source>
        <translation>无法连接服务商，请检查接口地址和网络。</translation>
    </message>
    <message>
        <source>This provider does not list its models.</source>
        <translation>这个服务商不提供模型列表。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>服务器的证书不受信任。</translation>
    </message>
    <message>
        <source>The address answered, but not like a model provider. Check the base URL.</source>
        <translation>该地址有应答，但不像模型服务商。请检查接口地址。</translation>
    </message>
    <message>
        <source>The provider did not answer in time. Try again.</source>
        <translation>服务商没有及时应答，请重试。</translation>
    </message>
    <message>
        <source>The account has no money left, or its plan has ended.</source>
        <translation>账户余额已用完，或套餐已到期。</translation>
    </message>
    <message>
        <source>The provider asks to slow down. Try again in a moment.</source>
        <translation>服务商要求放慢速度，请稍后再试。</translation>
    </message>
    <message>
        <source>The provider is overloaded at the moment. Try again soon.</source>
        <translation>服务商目前过载，请稍后再试。</translation>
    </message>
    <message>
        <source>This is no usable base URL. It looks like https://api.example.com/v1.</source>
        <translation>这不是可用的接口地址，应形如 https://api.example.com/v1。</translation>
    </message>
    <message>
        <source>The provider does not have this model, or not for this key.</source>
        <translation>服务商没有这个模型，或这个密钥无权使用。</translation>
    </message>
    <message>
        <source>The request is too long for this model.</source>
        <translation>请求超出了这个模型的长度上限。</translation>
    </message>
    <message>
        <source>The provider&apos;s content filter refused this.</source>
        <translation>服务商的内容审核拒绝了这次请求。</translation>
    </message>
    <message>
        <source>The provider refused the request.</source>
        <translation>服务商拒绝了请求。</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Start the server, then try again.</source>
        <translation>该地址没有应答。请先启动服务器再试。</translation>
    </message>
    <message>
        <source>Your keychain is locked. Unlock it, then try again.</source>
        <translation>钥匙串已锁定，请解锁后重试。</translation>
    </message>
    <message>
        <source>Somebody else has this name by now.</source>
        <translation>这个名称已被他人使用。</translation>
    </message>
    <message>
        <source>The owner cannot be switched off or removed.</source>
        <translation>所有者不能停用或移除。</translation>
    </message>
    <message>
        <source>This is not the passphrase. Try again.</source>
        <translation>口令不对，请重试。</translation>
    </message>
    <message>
        <source>A passphrase has at least 8 characters.</source>
        <translation>口令至少 8 个字符。</translation>
    </message>
    <message>
        <source>No recovery passphrase was set. Put the key back, or enter your keys again.</source>
        <translation>没有设定过恢复口令。请把主密钥放回原处，或重新填写密钥。</translation>
    </message>
    <message>
        <source>The sealed key is damaged. Restore a backup and use its passphrase.</source>
        <translation>加密的主密钥已损坏。请恢复备份，并使用那份备份的口令。</translation>
    </message>
    <message>
        <source>This is not an export of Homeport.</source>
        <translation>这不是母港的导出文件。</translation>
    </message>
    <message>
        <source>A newer Homeport made this export. Update Homeport first.</source>
        <translation>这个导出文件由更新的母港创建，请先更新母港。</translation>
    </message>
    <message>
        <source>This export was changed or cut on its way. Export it anew.</source>
        <translation>这个导出文件被改动过或不完整，请重新导出。</translation>
    </message>
    <message>
        <source>This file cannot be read. Check that it is there and its permissions.</source>
        <translation>无法读取这个文件，请检查文件是否存在及其权限。</translation>
    </message>
    <message>
        <source>The person it belongs to is not here.</source>
        <translation>它所属的用户不在这里。</translation>
    </message>
    <message>
        <source>The environment or the command line sets this.</source>
        <translation>这一项由环境变量或命令行设定。</translation>
    </message>
    <message>
        <source>Homeport cannot write its database. Check the free space on the disk.</source>
        <translation>母港无法写入数据库，请检查磁盘剩余空间。</translation>
    </message>
    <message>
        <source>The disk is full, so no file was written. Free some space, then try again.</source>
        <translation>磁盘已满，没有写入文件。请腾出空间后重试。</translation>
    </message>
    <message>
        <source>The file could not be written there. Choose another folder.</source>
        <translation>无法在那里写入文件，请选择其他文件夹。</translation>
    </message>
    <message>
        <source>An address of prices begins with https:// and has no password in it.</source>
        <translation>价格地址以 https:// 开头，其中不能含有密码。</translation>
    </message>
    <message>
        <source>This address leads into your own network. Allow that, if you mean it.</source>
        <translation>这个地址指向你自己的网络。如果确实如此，请允许它。</translation>
    </message>
    <message>
        <source>This is not there any more.</source>
        <translation>这一项已不存在。</translation>
    </message>
    <message>
        <source>Nothing was changed: {why}</source>
        <translation>没有任何更改：{why}</translation>
    </message>
    <message>
        <source>Nothing was fetched: {why}</source>
        <translation>没有获取到内容：{why}</translation>
    </message>
    <message>
        <source>The backup was not made: {why}</source>
        <translation>备份没有完成：{why}</translation>
    </message>
    <message>
        <source>The export was not written: {why}</source>
        <translation>导出没有完成：{why}</translation>
    </message>
    <message>
        <source>The restore failed, and everything is as it was: {why}</source>
        <translation>恢复失败，一切保持原样：{why}</translation>
    </message>
    <message>
        <source>This cannot be restored: {why}</source>
        <translation>无法恢复：{why}</translation>
    </message>
    <message>
        <source>Something went wrong inside Homeport. Its log has the details.</source>
        <translation>母港内部出错，详情见其日志。</translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <source>Something else</source>
        <translation>其他应用</translation>
    </message>
    <message>
        <source>Speaks Anthropic, so its address has no /v1</source>
        <translation>使用 Anthropic 协议，地址不带 /v1</translation>
    </message>
    <message>
        <source>Add these lines at the end of {file}</source>
        <translation>在 {file} 末尾添加以下内容</translation>
    </message>
    <message>
        <source>Speaks OpenAI&apos;s Responses, so its address ends in /v1</source>
        <translation>使用 OpenAI Responses 协议，地址以 /v1 结尾</translation>
    </message>
    <message>
        <source>Speaks Gemini, so its address has no /v1</source>
        <translation>使用 Gemini 协议，地址不带 /v1</translation>
    </message>
    <message>
        <source>If it asks how to sign in, take Use Gemini API Key.</source>
        <translation>如果询问登录方式，请选择 Use Gemini API Key。</translation>
    </message>
    <message>
        <source>Choose the model it asks for, or keep its own choice</source>
        <translation>选择它请求的模型，或由它自己选择</translation>
    </message>
    <message>
        <source>Start it</source>
        <translation>启动它</translation>
    </message>
    <message>
        <source>Speaks OpenAI, so its address ends in /v1</source>
        <translation>使用 OpenAI 协议，地址以 /v1 结尾</translation>
    </message>
    <message>
        <source>Adds /v1 to the address by itself</source>
        <translation>会自动在地址后加上 /v1</translation>
    </message>
    <message>
        <source>Open Settings, Model Provider, press Add and take the type OpenAI</source>
        <translation>打开“设置 › 模型服务”，点击“添加”，类型选择 OpenAI</translation>
    </message>
    <message>
        <source>Fill in these two fields and switch the provider on</source>
        <translation>填写这两项，然后启用该服务</translation>
    </message>
    <message>
        <source>API host</source>
        <translation>API 地址</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Press Manage: it lists the models of all your channels</source>
        <translation>点击“管理”，会列出你所有渠道的模型</translation>
    </message>
    <message>
        <source>Open Admin Panel, Settings, Connections and add an OpenAI connection</source>
        <translation>打开“管理员面板 › 设置 › 外部连接”，添加一个 OpenAI 连接</translation>
    </message>
    <message>
        <source>Fill in these two fields and save</source>
        <translation>填写这两项并保存</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Start a chat and pick a model: all your channels are there</source>
        <translation>新建对话并选择模型，所有渠道的模型都在其中</translation>
    </message>
    <message>
        <source>OpenAI&apos;s own package, so its address ends in /v1</source>
        <translation>OpenAI 官方软件包，地址以 /v1 结尾</translation>
    </message>
    <message>
        <source>Run this</source>
        <translation>运行以下内容</translation>
    </message>
    <message>
        <source>Copy puts in the whole key, which leaves the clipboard by itself.</source>
        <translation>点击“复制”会带上完整密钥，稍后会自动从剪贴板清除。</translation>
    </message>
    <message>
        <source>Anthropic&apos;s own package, so its address has no /v1</source>
        <translation>Anthropic 官方软件包，地址不带 /v1</translation>
    </message>
    <message>
        <source>In Docker Desktop the URL is {url}. On Linux, run the container with --network=host.</source>
        <translation>在 Docker Desktop 中 URL 为 {url}。在 Linux 上请用 --network=host 运行容器。</translation>
    </message>
    <message>
        <source>It needs the package: pip install {package}</source>
        <translation>需要软件包：pip install {package}</translation>
    </message>
    <message>
        <source>One request from the terminal</source>
        <translation>从终端发送一个请求</translation>
    </message>
    <message>
        <source>Any app that lets you set an address and a key</source>
        <translation>任何可以设置地址和密钥的应用</translation>
    </message>
    <message>
        <source>Look for Base URL, API host or Endpoint in its settings</source>
        <translation>在它的设置中查找 Base URL、API 地址或 Endpoint</translation>
    </message>
    <message>
        <source>OpenAI-style apps</source>
        <translation>OpenAI 类应用</translation>
    </message>
    <message>
        <source>Anthropic-style apps</source>
        <translation>Anthropic 类应用</translation>
    </message>
    <message>
        <source>Some apps add /v1 by themselves: if one address is not found, try the other.</source>
        <translation>有些应用会自动加上 /v1：如果一个地址找不到，请试另一个。</translation>
    </message>
    <message>
        <source>Choose a model, or type its name</source>
        <translation>选择模型，或输入它的名称</translation>
    </message>
    <message>
        <source>Apps that ask from their own servers, as Cursor does, cannot reach an address on this computer.</source>
        <translation>像 Cursor 这样从自家服务器发出请求的应用，无法访问本机上的地址。</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Set these in the terminal you start it from</source>
        <translation>在启动它的终端里设置</translation>
    </message>
</context>
<context>
    <name>request</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>输出中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Cut short</source>
        <translation>中途断开</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>被中断</translation>
    </message>
    <message>
        <source>No money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>Too expensive</source>
        <translation>费用过高</translation>
    </message>
    <message>
        <source>key rejected</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <source>no money left</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>model unknown there</source>
        <translation>没有这个模型</translation>
    </message>
    <message>
        <source>conversation too long</source>
        <translation>对话过长</translation>
    </message>
    <message>
        <source>content filter</source>
        <translation>被内容审核拦截</translation>
    </message>
    <message>
        <source>broken answer</source>
        <translation>回答残缺</translation>
    </message>
    <message>
        <source>rate limit reached</source>
        <translation>达到速率上限</translation>
    </message>
    <message>
        <source>provider overloaded</source>
        <translation>服务商过载</translation>
    </message>
    <message>
        <source>connection failed</source>
        <translation>连接失败</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>没有及时应答</translation>
    </message>
    <message>
        <source>request refused</source>
        <translation>请求被拒绝</translation>
    </message>
</context>
<context>
    <name>server</name>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Cannot write</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
</context>
<context>
    <name>setting</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Where Homeport listens. Empty means this computer only.</source>
        <translation>母港监听的地址。留空表示仅限本机。</translation>
    </message>
    <message>
        <source>this computer only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Your apps connect to it. 0 picks a free one.</source>
        <translation>你的应用连接到此端口。0 表示自动选择空闲端口。</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>保持连接</translation>
    </message>
    <message>
        <source>How often a waiting app is told that its answer is still coming.</source>
        <translation>每隔多久告诉等待中的应用，回答仍在路上。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Largest request</source>
        <translation>最大请求</translation>
    </message>
    <message>
        <source>Pictures and documents count in full.</source>
        <translation>图片和文档按完整大小计算。</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>How many keys and channels one request may try.</source>
        <translation>一次请求最多可以尝试多少个密钥和渠道。</translation>
    </message>
    <message>
        <source>Read balances</source>
        <translation>查询余额</translation>
    </message>
    <message>
        <source>How often providers are asked what is left on your accounts. 0 never asks.</source>
        <translation>每隔多久向服务商查询账户余额。0 表示从不查询。</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Which channel first</source>
        <translation>先用哪个渠道</translation>
    </message>
    <message>
        <source>Among channels of one priority. A group or a model may have its own way.</source>
        <translation>用于同一优先级的渠道。分组或模型可以另有设定。</translation>
    </message>
    <message>
        <source>Keep conversations together</source>
        <translation>对话固定渠道</translation>
    </message>
    <message>
        <source>How long a long conversation stays with its channel and key, where its prompt is cached. 0 keeps nothing together.</source>
        <translation>长对话在多长时间内固定使用同一个渠道和密钥，因为那里缓存了它的提示词。0 表示不固定。</translation>
    </message>
    <message>
        <source>Ask a second channel</source>
        <translation>同时请求第二个渠道</translation>
    </message>
    <message>
        <source>After how much silence another is asked beside the first. The first to answer answers, both cost. 0 never asks twice.</source>
        <translation>第一个渠道多久没有应答，就同时请求另一个。采用先到的回答，两边都产生费用。0 表示从不。</translation>
    </message>
    <message>
        <source>Paid probes</source>
        <translation>付费探测</translation>
    </message>
    <message>
        <source>Refused keys are tried with a request of a few tokens where nothing free tells.</source>
        <translation>没有免费的办法探测时，用几个 token 的请求尝试被拒的密钥。</translation>
    </message>
    <message>
        <source>Wait for a limit</source>
        <translation>超限等待时间</translation>
    </message>
    <message>
        <source>How long a request beyond a limit a minute or at once waits before it is refused. 0 refuses at once.</source>
        <translation>超出每分钟上限或并发上限的请求等待多久后被拒绝。0 表示立即拒绝。</translation>
    </message>
    <message>
        <source>Waiting requests</source>
        <translation>等待的请求数</translation>
    </message>
    <message>
        <source>How many of one token may wait at the same time.</source>
        <translation>一个令牌最多可以有多少个请求同时等待。</translation>
    </message>
    <message>
        <source>Weeks begin on</source>
        <translation>每周起始日</translation>
    </message>
    <message>
        <source>Where budgets are counted by the week.</source>
        <translation>用于按周计算的预算。</translation>
    </message>
    <message>
        <source>Test channels</source>
        <translation>定期测试渠道</translation>
    </message>
    <message>
        <source>How often every key is tested by a short chat or embedding, which costs a little. 0 never does.</source>
        <translation>每隔多久用一次简短的对话或嵌入测试每个密钥，会产生少量费用。0 表示从不测试。</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时间上限</translation>
    </message>
    <message>
        <source>How long one request may take in all. 0 sets no limit.</source>
        <translation>一次请求总共可以用多久。0 表示不限。</translation>
    </message>
    <message>
        <source>Outbound proxy</source>
        <translation>出站代理</translation>
    </message>
    <message>
        <source>How requests leave this computer for the providers.</source>
        <translation>请求如何从本机发往服务商。</translation>
    </message>
    <message>
        <source>http://host:port</source>
        <translation>http://主机:端口</translation>
    </message>
    <message>
        <source>Test question</source>
        <translation>测试问题</translation>
    </message>
    <message>
        <source>What a channel is asked when you test it.</source>
        <translation>测试渠道时发送的问题。</translation>
    </message>
    <message>
        <source>Where to ask for updates</source>
        <translation>更新查询地址</translation>
    </message>
    <message>
        <source>An https address of your choice. Empty never asks.</source>
        <translation>自选的 https 地址，留空则从不查询。</translation>
    </message>
    <message>
        <source>never asks</source>
        <translation>从不查询</translation>
    </message>
    <message>
        <source>Ollama&apos;s API</source>
        <translation>Ollama 接口</translation>
    </message>
    <message>
        <source>For apps that can only ask Ollama: all models at this address.</source>
        <translation>供只支持 Ollama 的应用使用：在此地址提供所有模型。</translation>
    </message>
    <message>
        <source>Token for apps without a key</source>
        <translation>无密钥应用使用的令牌</translation>
    </message>
    <message>
        <source>Its name. Serves Ollama apps on this computer only. Empty: a key is needed.</source>
        <translation>填写令牌名称，只供本机的 Ollama 应用使用。留空则需要密钥。</translation>
    </message>
    <message>
        <source>a key is needed</source>
        <translation>需要密钥</translation>
    </message>
    <message>
        <source>Share on local network</source>
        <translation>在局域网共享</translation>
    </message>
    <message>
        <source>Other devices can connect, each with a key.</source>
        <translation>其他设备可以连接，各用各的密钥。</translation>
    </message>
    <message>
        <source>Stop sharing by itself</source>
        <translation>自动停止共享</translation>
    </message>
    <message>
        <source>So many hours after it was switched on. 0 means never.</source>
        <translation>开启多少小时后停止，0 表示永不。</translation>
    </message>
    <message>
        <source>h</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>其他主机名</translation>
    </message>
    <message>
        <source>Where others use a name of your own for it. Unknown names are refused.</source>
        <translation>别人用你自定的主机名访问时填写，未知的主机名会被拒绝。</translation>
    </message>
    <message>
        <source>llm.example.com</source>
        <translation>llm.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>受信任的代理</translation>
    </message>
    <message>
        <source>Reverse proxies that may say for whom they ask. Others are not believed.</source>
        <translation>可以说明代谁请求的反向代理，其他代理的说明不予采信。</translation>
    </message>
    <message>
        <source>10.0.0.2, 172.18.0.0/16</source>
        <translation>10.0.0.2, 172.18.0.0/16</translation>
    </message>
    <message>
        <source>Keep the log</source>
        <translation>保留日志</translation>
    </message>
    <message>
        <source>Older requests are forgotten, their costs are not. 0 keeps everything.</source>
        <translation>更早的请求会被清除，费用仍然保留。0 表示全部保留。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Clear copied keys</source>
        <translation>清除复制的密钥</translation>
    </message>
    <message>
        <source>How long a key you copied stays on the clipboard, unless it was replaced.</source>
        <translation>复制的密钥在剪贴板中保留多久，已被替换的不受影响。</translation>
    </message>
    <message>
        <source>Back up every day</source>
        <translation>每天备份</translation>
    </message>
    <message>
        <source>A copy in the data folder, made while Homeport runs.</source>
        <translation>在数据文件夹中保存一份，备份时母港照常运行。</translation>
    </message>
    <message>
        <source>Daily backups to keep</source>
        <translation>保留的每日备份数</translation>
    </message>
    <message>
        <source>Older ones are deleted. Copies you made yourself stay.</source>
        <translation>更早的会被删除，你手动创建的备份会保留。</translation>
    </message>
    <message>
        <source>What bookings survive</source>
        <translation>入账的可靠程度</translation>
    </message>
    <message>
        <source>A power cut may lose the last ones, unless every answer waits for the disk, and ends slightly later.</source>
        <translation>断电可能丢失最后几笔；若每个回答都等待写入磁盘，则不会丢失，但会稍晚结束。</translation>
    </message>
    <message>
        <source>Some models cannot open a web address; Homeport does it for them.</source>
        <translation>有些模型打不开网址，由母港代为获取。</translation>
    </message>
    <message>
        <source>The very same request is answered from memory, free of charge.</source>
        <translation>完全相同的请求由内存直接回答，不计费。</translation>
    </message>
    <message>
        <source>Fetch images for models</source>
        <translation>为模型获取图片</translation>
    </message>
    <message>
        <source>Show token keys in API lists</source>
        <translation>在 API 列表中显示令牌密钥</translation>
    </message>
    <message>
        <source>Tools made for one-api expect their own keys whole in the token list.</source>
        <translation>为 one-api 编写的工具需要在令牌列表中读到自己的完整密钥。</translation>
    </message>
    <message>
        <source>Keep responses</source>
        <translation>保留响应</translation>
    </message>
    <message>
        <source>Sealed, for apps that go on from one by its id (OpenAI&apos;s Responses API).</source>
        <translation>加密保存，供凭响应 ID 继续对话的应用使用（OpenAI Responses API）。</translation>
    </message>
    <message>
        <source>Keep them for</source>
        <translation>响应保留时间</translation>
    </message>
    <message>
        <source>Counted from a conversation&apos;s last response. 0 keeps everything.</source>
        <translation>从对话的最后一个响应算起。0 表示全部保留。</translation>
    </message>
    <message>
        <source>Answer repeated requests once</source>
        <translation>重复请求只处理一次</translation>
    </message>
    <message>
        <source>Sent again under its Idempotency-Key, a request gets the answer it had got, free of charge. Kept sealed.</source>
        <translation>用同一个 Idempotency-Key 重复发送的请求会得到原来的回答，不收费。回答加密保存。</translation>
    </message>
    <message>
        <source>Keep those answers for</source>
        <translation>原回答保留时间</translation>
    </message>
    <message>
        <source>Later the same key is a new request.</source>
        <translation>超过后，同一个 Idempotency-Key 视为新请求。</translation>
    </message>
    <message>
        <source>Space for those answers</source>
        <translation>原回答占用空间</translation>
    </message>
    <message>
        <source>The oldest are forgotten beyond it.</source>
        <translation>超出后清除最早的。</translation>
    </message>
    <message>
        <source>Cache answers</source>
        <translation>缓存回答</translation>
    </message>
    <message>
        <source>Cached for</source>
        <translation>缓存时间</translation>
    </message>
    <message>
        <source>Older answers are asked for anew.</source>
        <translation>更早的回答会重新请求。</translation>
    </message>
    <message>
        <source>Memory for the cache</source>
        <translation>缓存占用内存</translation>
    </message>
    <message>
        <source>The oldest answers are forgotten beyond it.</source>
        <translation>超出后清除最早的回答。</translation>
    </message>
    <message>
        <source>One cache for everyone</source>
        <translation>所有用户共用缓存</translation>
    </message>
    <message>
        <source>Off, each person gets only answers to requests of their own. On, also what others of the same group were answered.</source>
        <translation>关闭时，每个用户只会得到自己以前请求的回答。启用后，也会得到同一分组其他用户的回答。</translation>
    </message>
    <message>
        <source>Space for responses</source>
        <translation>响应占用空间</translation>
    </message>
    <message>
        <source>The oldest conversations are forgotten beyond it.</source>
        <translation>超出后清除最早的对话。</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>按权重</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>最便宜的优先</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>最快的优先</translation>
    </message>
    <message>
        <source>Each in turn</source>
        <translation>轮流</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>From the internet alone</source>
        <translation>仅限互联网地址</translation>
    </message>
    <message>
        <source>From your own network, too</source>
        <translation>也包括本地网络</translation>
    </message>
    <message>
        <source>At temperature 0, and embeddings</source>
        <translation>温度为 0 的对话和嵌入</translation>
    </message>
    <message>
        <source>Every chat</source>
        <translation>所有对话</translation>
    </message>
    <message>
        <source>A crash of Homeport</source>
        <translation>仅防母港崩溃</translation>
    </message>
    <message>
        <source>A power cut, too</source>
        <translation>也防断电</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>Set on the command line (--{name}).</source>
        <translation>由命令行设定（--{name}）。</translation>
    </message>
    <message>
        <source>Set by the environment ({name}).</source>
        <translation>由环境变量设定（{name}）。</translation>
    </message>
    <message>
        <source>The system keeps port {port} for itself, so Homeport stays at {now}. Choose another, 1024 or higher.</source>
        <translation>系统自己保留了端口 {port}，因此母港仍使用 {now}。请选择其他端口，1024 或以上。</translation>
    </message>
    <message>
        <source>Port {port} is used by {holder}, so Homeport stays at {now}.</source>
        <translation>端口 {port} 已被占用：{holder}。母港仍使用 {now}。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>This computer has no such address, so Homeport stays at {now}.</source>
        <translation>本机没有这个地址，因此母港仍使用 {now}。</translation>
    </message>
    <message>
        <source>A proxy&apos;s address, such as http://host:8080 or socks5://host:1080.</source>
        <translation>请填写代理地址，例如 http://host:8080 或 socks5://host:1080。</translation>
    </message>
    <message>
        <source>Addresses or networks such as 10.0.0.0/8, between commas.</source>
        <translation>请填写 IP 地址或网段，例如 10.0.0.0/8，用逗号分隔。</translation>
    </message>
    <message>
        <source>Host names or addresses, between commas.</source>
        <translation>请填写主机名或 IP 地址，用逗号分隔。</translation>
    </message>
    <message>
        <source>Choose one of: {choices}</source>
        <translation>请从中选择：{choices}</translation>
    </message>
    <message>
        <source>A whole number from {low} to {high}.</source>
        <translation>请输入 {low} 到 {high} 之间的整数。</translation>
    </message>
    <message>
        <source>A whole number, at least {low}.</source>
        <translation>请输入不小于 {low} 的整数。</translation>
    </message>
    <message>
        <source>This value does not fit.</source>
        <translation>这个值不合适。</translation>
    </message>
</context>
<context>
    <name>sharing</name>
    <message>
        <source>{network} ({interface})</source>
        <translation>{network}（{interface}）</translation>
    </message>
    <message>
        <source>{network}, IPv6</source>
        <translation>{network}，IPv6</translation>
    </message>
    <message>
        <source>Wi-Fi “{name}”</source>
        <translation>Wi-Fi “{name}”</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>Wi-Fi</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>以太网</translation>
    </message>
    <message>
        <source>LAN off</source>
        <translation>局域网共享：关</translation>
    </message>
    <message>
        <source>Shared on {address}</source>
        <translation>共享于 {address}</translation>
    </message>
    <message>
        <source>Shared on {n} networks</source>
        <translation>在 {n} 个网络共享</translation>
    </message>
    <message>
        <source>Open on all networks</source>
        <translation>对所有网络开放</translation>
    </message>
    <message>
        <source>Open on {address}</source>
        <translation>在 {address} 开放</translation>
    </message>
    <message>
        <source>LAN on, no network chosen</source>
        <translation>局域网共享：未选网络</translation>
    </message>
    <message>
        <source>LAN on, port not free</source>
        <translation>局域网共享：端口被占用</translation>
    </message>
    <message>
        <source>Waiting for {network}</source>
        <translation>等待 {network}</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>On a page</source>
        <translation>页面中</translation>
    </message>
    <message>
        <source>In lists and editors</source>
        <translation>列表和编辑器中</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>快速查找</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Search or filter</source>
        <translation>搜索或筛选</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Close what is open, clear a filter</source>
        <translation>关闭当前面板，清除筛选</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Raise the channel&apos;s priority</source>
        <translation>提高渠道的优先级</translation>
    </message>
    <message>
        <source>Lower the channel&apos;s priority</source>
        <translation>降低渠道的优先级</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Narrow or widen the page list</source>
        <translation>收起或展开页面列表</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>vault</name>
    <message>
        <source>the Secret Service keychain</source>
        <translation>Secret Service 钥匙串</translation>
    </message>
    <message>
        <source>KWallet</source>
        <translation>KWallet</translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation>macOS 钥匙串</translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation>Windows 凭据管理器</translation>
    </message>
    <message>
        <source>the key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>the keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>Own key</source>
        <translation>自有密钥</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>访问被拒</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Sealed with a key in {keychain}; only your account can open it.</source>
        <translation>用{keychain}中的密钥加密，只有你的账户能打开。</translation>
    </message>
    <message>
        <source>Sealed with a key in a file that only your account can read. This system offers no keychain, or it was switched off.</source>
        <translation>用一个只有你的账户能读取的文件中的密钥加密。此系统没有钥匙串，或已停用。</translation>
    </message>
    <message>
        <source>Sealed with the key that HOMEPORT_MASTER_KEY_FILE names.</source>
        <translation>用 HOMEPORT_MASTER_KEY_FILE 指定的密钥加密。</translation>
    </message>
    <message>
        <source>The key they were sealed with is not there. Put it back, or enter your channels&apos; keys again.</source>
        <translation>加密所用的密钥不见了。请放回原处，或重新填写各渠道的密钥。</translation>
    </message>
    <message>
        <source>Access to the key was refused, so requests wait. Allow it, try again.</source>
        <translation>访问密钥被拒绝，请求正在等待。请允许访问后重试。</translation>
    </message>
    <message>
        <source>{keychain} is locked, so requests wait.</source>
        <translation>{keychain}已锁定，请求正在等待。</translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <source>Not asked yet</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <source>Asking {provider} for its models…</source>
        <translation>正在向 {provider} 查询模型…</translation>
    </message>
    <message>
        <source>1 model from the catalogue</source>
        <translation>目录中的 1 个模型</translation>
    </message>
    <message>
        <source>{n} from the catalogue</source>
        <translation>目录中的 {n} 个</translation>
    </message>
    <message>
        <source>{chosen} of {n} chosen</source>
        <translation>已选 {chosen} 个，共 {n} 个</translation>
    </message>
    <message>
        <source>1 model found</source>
        <translation>找到 1 个模型</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 个</translation>
    </message>
    <message>
        <source>Named by you</source>
        <translation>由你指定</translation>
    </message>
    <message>
        <source>This address asks for a key.</source>
        <translation>这个地址需要密钥。</translation>
    </message>
    <message>
        <source>{provider} has no models yet. Load one there, then try again.</source>
        <translation>{provider} 还没有模型。请先在那里加载一个，然后重试。</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <source>Sending a short request…</source>
        <translation>正在发送一个简短请求…</translation>
    </message>
    <message>
        <source>“{reply}”</source>
        <translation>“{reply}”</translation>
    </message>
    <message>
        <source>Working, first token {time}</source>
        <translation>可用，首字 {time}</translation>
    </message>
    <message>
        <source>{model} · {cost}</source>
        <translation>{model} · {cost}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open the key page</source>
        <translation>打开密钥页面</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>更改密钥</translation>
    </message>
    <message>
        <source>Change the base URL</source>
        <translation>更改接口地址</translation>
    </message>
    <message>
        <source>Name the models</source>
        <translation>指定模型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>There is no key or address in this. Paste the key alone, or choose a provider.</source>
        <translation>这里没有密钥或地址。请只粘贴密钥，或选择服务商。</translation>
    </message>
    <message>
        <source>A placeholder stands where the key belongs. Put the key in its place.</source>
        <translation>密钥的位置上是占位符，请换成真正的密钥。</translation>
    </message>
    <message>
        <source>This is an admin key: it cannot use models. Make an ordinary API key.</source>
        <translation>这是管理密钥，不能使用模型。请创建普通的 API 密钥。</translation>
    </message>
    <message>
        <source>This is the token of a subscription, which only its own apps may use. Make an API key.</source>
        <translation>这是订阅的凭证，只有其官方应用可以使用。请创建 API 密钥。</translation>
    </message>
</context>
</TS>
